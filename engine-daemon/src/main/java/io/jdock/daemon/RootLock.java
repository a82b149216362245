package io.jdock.daemon;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jdock.errdefs.ConflictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The right to use a directory, held until this process ends in whatever way. Leaves an empty file {@code lock} in it.
 *
 * <p>The lock is POSIX's (fcntl(2)): unlike that of flock(2) it is not inherited, so the supervisor that outlives us does not keep it.
 */
final class RootLock implements AutoCloseable {

    private final Path directory;
    private final FileChannel file;

    private RootLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * Takes the directory, made with mode 0711 when absent.
     *
     * @throws ConflictException if another process has it
     */
    static RootLock acquire(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
            FileChannel file = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
            if (file.tryLock() == null) {
                file.close();
                throw new ConflictException("use directory %s: another daemon uses it".formatted(directory));
            }
            return new RootLock(directory, file);
        } catch (IOException e) {
            throw new UncheckedIOException("lock directory " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("unlock directory " + directory, e);
        }
    }
}
