package io.jdock.daemon.http.netty;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The name of a unix socket in the file system. */
final class SocketFile {

    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET = 0140000;

    private SocketFile() {}

    /** Makes the name free: removes a socket that nobody serves, and nothing else. Creates missing parents. */
    static void claim(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!isSocket(path)) {
                throw new AlreadyExistsException("listen on %s: the file is there and is no socket".formatted(path));
            }
            if (isServed(path)) {
                throw new AlreadyExistsException("listen on %s: another process serves this socket".formatted(path));
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new InternalException("listen on %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & TYPE_MASK) == SOCKET;
    }

    /** A dead server's socket refuses connections (unix(7)); every other outcome may be a living server. */
    private static boolean isServed(Path path) throws IOException {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
