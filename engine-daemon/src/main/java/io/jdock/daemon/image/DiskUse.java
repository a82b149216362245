package io.jdock.daemon.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How full a file system is, as {@code df} counts: what is reserved for root is neither used nor available.
 *
 * @param used bytes
 * @param available bytes
 */
record DiskUse(long used, long available) {

    /** Of the file system that a file or directory is on. */
    static DiskUse of(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return new DiskUse(store.getTotalSpace() - store.getUnallocatedSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("look at the disk of " + path, e);
        }
    }

    double percent() {
        return used == 0 ? 0 : 100.0 * used / (used + available);
    }

    /** What it is once so many bytes have been removed. */
    DiskUse without(long bytes) {
        return new DiskUse(Math.max(0, used - bytes), available + Math.min(used, bytes));
    }
}
