package io.jdock.concurrent;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jdock.errdefs.ConflictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The right to use a directory, held until this process ends in whatever way. Leaves an empty file {@code lock} in it.
 *
 * <p>The lock is POSIX's (fcntl(2)): unlike that of flock(2) it is not inherited, so processes of ours that
 * outlive us do not keep it.
 */
public final class RootLock implements AutoCloseable {

    private final Path directory;
    private final FileChannel file;

    private RootLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * Takes a directory of data, which is closed to other users whatever it was before: images, set-user-ID programs included,
     * and what containers are told in secret are below.
     *
     * @param user what this process is, in a word
     * @throws ConflictException if another process has it
     */
    public static RootLock acquireClosed(Path directory, String user) {
        return acquire(directory, "rwx--x---", user);
    }

    /**
     * Takes a directory that other users may pass through, not list: what is below sees to itself.
     *
     * @param user what this process is, in a word
     * @throws ConflictException if another process has it
     */
    public static RootLock acquirePassable(Path directory, String user) {
        return acquire(directory, "rwx--x--x", user);
    }

    private static RootLock acquire(Path directory, String most, String user) {
        try {
            boolean made = !Files.isDirectory(directory);
            Files.createDirectories(directory);
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(most);
            if (!made) {
                permissions.retainAll(Files.getPosixFilePermissions(directory));
            }
            Files.setPosixFilePermissions(directory, permissions);
            FileChannel file = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
            if (file.tryLock() == null) {
                file.close();
                throw new ConflictException("use directory %s: another %s uses it".formatted(directory, user));
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
