package io.jdock.supervisor.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Durability of directory entries. */
final class Directories {

    private Directories() {}

    /**
     * Waits until the names in a directory are on disk.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/fsync.2.html">fsync(2)</a>, on calling it for the directory too
     */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
