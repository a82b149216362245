package io.jdock.runc.state;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One container's directory. Verbs that change the container hold its lock; those that only look do not.
 *
 * <p>The lock is on the directory itself and ends with the process that holds it.
 */
public final class ContainerDirectory {

    /** The bundle's document as it was at create: what exec and the last hooks go by, whatever became of the bundle. */
    private static final String SPEC = "config.json";

    /** What start has to know to read the launcher's answer. */
    private static final String START = "start";

    private static final String NOTIFICATIONS = "notify";
    private static final String RESTORE_ROOT = "criu-root";

    private final Path path;

    ContainerDirectory(Path path) {
        this.path = path;
    }

    /** A held lock. */
    public record Lock(Fd directory) implements AutoCloseable {
        @Override
        public void close() {
            directory.close();
        }
    }

    public String id() {
        return path.getFileName().toString();
    }

    /** Waits for the lock; nothing if the container is gone or goes while waiting. */
    public Optional<Lock> lock() {
        Optional<Fd> directory = open();
        directory.ifPresent(StreamCalls::lock);
        return directory.flatMap(this::stillThere);
    }

    /** Whether somebody holds the lock. */
    public boolean isLocked() {
        Optional<Fd> directory = open();
        try {
            return directory.isPresent() && !StreamCalls.tryLock(directory.get());
        } finally {
            directory.ifPresent(Fd::close);
        }
    }

    private Optional<Fd> open() {
        try {
            return Optional.of(FileCalls.open(At.FDCWD, path.toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Somebody may have deleted it, and even made another one of that name, before we got the lock. */
    private Optional<Lock> stillThere(Fd directory) {
        FileStatus locked = FileCalls.stat(directory);
        Optional<FileStatus> named = FileCalls.stat(At.FDCWD, path.toString(), 0);
        if (named.isPresent() && named.get().inode() == locked.inode()) {
            return Optional.of(new Lock(directory));
        }
        directory.close();
        return Optional.empty();
    }

    /** Who made it, as a user id. */
    public int owner() {
        return FileCalls.stat(At.FDCWD, path.toString(), 0).map(FileStatus::uid).orElse(0);
    }

    /** The state; nothing if it was never written. */
    public Optional<ContainerState> state() {
        return StateFile.read(path);
    }

    public void write(ContainerState state) {
        StateFile.write(path, state);
    }

    /** The document that the container was made from. */
    public byte[] spec() {
        return read(SPEC);
    }

    public void writeSpec(byte[] spec) {
        write(SPEC, spec);
    }

    public List<String> start() {
        return new String(read(START), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    public void writeStart(List<String> lines) {
        write(START, String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + path.resolve(name), e);
        }
    }

    private void write(String name, byte[] content) {
        try {
            Files.write(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + path.resolve(name), e);
        }
    }

    /** Where the container says that it is ready. */
    public Path notifications() {
        return path.resolve(NOTIFICATIONS);
    }

    /** Makes that place. */
    public void makeNotifications() {
        FileCalls.mkdirat(At.FDCWD, notifications().toString(), 0755);
        // Whatever our umask is: the container's user has to get there.
        FileCalls.fchmodat(At.FDCWD, notifications().toString(), 0755);
    }

    /** Makes a place where a root file system is mounted while its container is restored, in another mount namespace than ours. */
    public Path makeRestoreRoot() {
        Path place = path.resolve(RESTORE_ROOT);
        FileCalls.mkdirat(At.FDCWD, place.toString(), 0755);
        return place;
    }

    /** Removes that place. */
    public void removeRestoreRoot() {
        FileCalls.unlinkat(At.FDCWD, path.resolve(RESTORE_ROOT).toString(), At.REMOVEDIR);
    }

    /** Removes it with all that is in it. Does nothing if it is gone. */
    public void remove() {
        try {
            if (Files.isDirectory(notifications())) {
                remove(notifications());
            }
            remove(path);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + path, e);
        }
    }
}
