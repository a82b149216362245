package io.jdock.daemon;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** Where the daemon listens. */
sealed interface ListenAddress {

    /** A unix socket, for root and one group. */
    record Unix(Path path) implements ListenAddress {}

    /** Plain TCP: whoever reaches it is root, so only the loopback interface is accepted. */
    record Tcp(InetSocketAddress address) implements ListenAddress {}

    /**
     * Reads {@code unix:///path} or {@code tcp://127.0.0.1:2375}.
     *
     * @throws InvalidArgumentException for another form, or a TCP address beyond loopback
     */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix://")) {
            Path path = Path.of(text.substring("unix://".length()));
            if (!path.isAbsolute()) {
                throw new InvalidArgumentException("--host %s: the path must be absolute".formatted(text));
            }
            return new Unix(path);
        }
        if (text.startsWith("tcp://")) {
            return new Tcp(loopback(text, text.substring("tcp://".length())));
        }
        if (text.startsWith("fd://")) {
            throw new NotImplementedException("--host %s: sockets from systemd are not supported yet".formatted(text));
        }
        throw new InvalidArgumentException("--host %s: expected unix:///PATH or tcp://IP:PORT".formatted(text));
    }

    private static InetSocketAddress loopback(String text, String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try {
            InetAddress host = InetAddress.getByName(hostAndPort.substring(0, Math.max(colon, 0)));
            int port = Integer.parseInt(hostAndPort.substring(colon + 1));
            if (colon <= 0 || !host.isLoopbackAddress()) {
                throw new InvalidArgumentException(
                        "--host %s: without TLS only a loopback address is safe, whoever connects is root"
                                .formatted(text));
            }
            return new InetSocketAddress(host, port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new InvalidArgumentException("--host %s: expected tcp://IP:PORT".formatted(text), e);
        }
    }
}
