package io.jdock.supervisor.received;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.WriteBuffer;
import io.jdock.linux.openssl.Sha256;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.snapshots.Extraction;
import io.jdock.supervisor.unpack.ArchiveUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;

/** Files that are received, or were; closing it removes them. For one thread, except that others may open the files. */
public final class Reception implements AutoCloseable {

    private static final int CHUNK = 1 << 17;
    private static final int PERMISSIONS = 07777;

    private final String key;
    private final Extraction directory;
    private final Runnable forget;

    Reception(String key, Extraction directory, Runnable forget) {
        this.key = key;
        this.directory = directory;
        this.forget = forget;
    }

    /** What clients name the files by; nothing that one container, image or snapshot has as its name. */
    public String key() {
        return key;
    }

    /** Opens the files. */
    Directory open() {
        return Directory.open(directory.files());
    }

    /**
     * Unpacks an archive. For a platform thread.
     *
     * @param archive read to its end, not closed
     */
    public void unpack(InputStream archive) {
        try (Directory root = open()) {
            new ArchiveUnpacker("receive files").unpack(archive, root);
        }
    }

    /** Where an archive may be stored before it is unpacked; goes with everything else. */
    public Path staging() {
        return directory.files().resolveSibling("archive");
    }

    /** Unpacks the archive that was stored at {@link #staging}, and removes it. For a platform thread. */
    public void unpackStaged() {
        try {
            try (InputStream archive = Files.newInputStream(staging())) {
                unpack(archive);
            }
            Files.delete(staging());
        } catch (IOException e) {
            throw new UncheckedIOException("receive files: " + e.getMessage(), e);
        }
    }

    /**
     * Stores one file, which is root's.
     *
     * @param content read to its end, not closed
     * @throws DataLossException when it is not the file that is wanted
     */
    public void store(NewFile file, InputStream content) throws IOException {
        String name = Names.ofText(file.name());
        try (Directory root = open()) {
            Digest digest = write(root, name, content);
            if (file.checksum().filter(wanted -> !wanted.equals(digest)).isPresent()) {
                throw new DataLossException("receive file %s: it has digest %s, not %s"
                        .formatted(Names.display(name), digest, file.checksum().get()));
            }
            root.changeMode(name, file.mode() & PERMISSIONS);
            file.modified().map(Reception::time).ifPresent(time -> root.setTimes(name, time, time));
        }
    }

    private static Digest write(Directory root, String name, InputStream content) throws IOException {
        byte[] chunk = new byte[CHUNK];
        MessageDigest hash = Sha256.start();
        try (Fd file = root.createFile(name, 0600);
                WriteBuffer buffer = new WriteBuffer(CHUNK)) {
            long length = 0;
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CanceledException("receive file %s: canceled".formatted(Names.display(name)));
                }
                buffer.write(file, length, chunk, 0, count);
                hash.update(chunk, 0, count);
                length += count;
            }
        }
        return Digest.ofHash(hash.digest());
    }

    private static FileCalls.Time time(Instant instant) {
        return new FileCalls.Time(instant.getEpochSecond(), instant.getNano());
    }

    @Override
    public void close() {
        forget.run();
        directory.close();
    }
}
