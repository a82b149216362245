package io.jdock.supervisor.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The right to serve one socket path.
 *
 * <p>Leaves {@code NAME.lock} beside the socket, locked for as long as this process lives, and while starting a private
 * directory {@code NAME.d} in which the socket is made: it gets its mode there, and takes its place with a rename, so that
 * nobody ever finds it with another mode, nor a moment without a socket where a stale one was.
 */
final class UnixSocket implements AutoCloseable {

    /** What the kernel leaves room for in {@code sockaddr_un}, less the final zero: unix(7). */
    private static final int LONGEST = 107;

    private final Path address;
    private final Path privateDirectory;
    private final FileChannel lockFile;

    private UnixSocket(Path address, Path privateDirectory, FileChannel lockFile) {
        this.address = address;
        this.privateDirectory = privateDirectory;
        this.lockFile = lockFile;
    }

    /**
     * @throws ConflictException if somebody, of whatever program, serves the address
     */
    static UnixSocket claim(Path address) {
        Path directory = address.resolveSibling(address.getFileName() + ".d");
        UnixSocket socket = new UnixSocket(address, directory, openLock(address));
        try {
            requireShort(socket.unpublished());
            requireUnserved(address);
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(socket.unpublished());
            return socket;
        } catch (IOException e) {
            socket.unlock();
            throw new UncheckedIOException("claim socket " + address, e);
        } catch (RuntimeException e) {
            socket.unlock();
            throw e;
        }
    }

    /** Where to bind. */
    Path unpublished() {
        return privateDirectory.resolve("s");
    }

    /** Lets clients find what was bound; mode 0600, since who can connect is as good as root. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(unpublished(), PosixFilePermissions.fromString("rw-------"));
        Files.move(unpublished(), address, ATOMIC_MOVE);
        Files.delete(privateDirectory);
    }

    /** Removes the socket. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(address);
            Files.deleteIfExists(unpublished());
            Files.deleteIfExists(privateDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("remove socket " + address, e);
        } finally {
            unlock();
        }
    }

    private static FileChannel openLock(Path address) {
        Path file = address.resolveSibling(address.getFileName() + ".lock");
        try {
            createParent(address);
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new ConflictException("listen on %s: another supervisor serves it".formatted(address));
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("lock " + file, e);
        }
    }

    /** Everybody may pass through the directory, as the daemon's socket may be below it; nobody may list it. */
    private static void createParent(Path address) throws IOException {
        Path parent = address.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    private static void requireShort(Path path) {
        if (path.toString().getBytes(UTF_8).length > LONGEST) {
            throw new InvalidArgumentException(
                    "listen on %s: the path is too long, a socket's has at most %d bytes".formatted(path, LONGEST));
        }
    }

    private static void requireUnserved(Path address) throws IOException {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            throw new ConflictException("listen on %s: another program serves it".formatted(address));
        } catch (ConnectException | NoSuchFileException e) {
            // Nobody listens: the file, if there is one, was left by a process that is gone, and the rename replaces
            // it.
        } catch (SocketException e) {
            if (Files.exists(address)) {
                throw e;
            }
        }
    }

    private void unlock() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("unlock " + address, e);
        }
    }
}
