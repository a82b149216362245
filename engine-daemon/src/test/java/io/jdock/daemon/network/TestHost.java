package io.jdock.daemon.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.concurrent.Threads;
import io.jdock.linux.netlink.Ipv4Address;
import io.jdock.linux.netlink.Ipv4Prefix;
import io.jdock.linux.netlink.NetworkNamespace;
import io.jdock.linux.netlink.Rtnetlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A pretended host: a network namespace of its own, with a machine outside of it on a network of their own (10.9.0.0/24), and
 * containers that are namespaces without processes. Nothing reaches the real host; all of it is gone after {@link #close}.
 */
final class TestHost implements AutoCloseable {

    static final String HOST_IP = "10.9.0.1";
    static final String OUTSIDE_IP = "10.9.0.2";
    static final String BRIDGE = "jdt0";

    private static final int LOOPBACK_INDEX = 1;
    // Long enough for a connection whose first packet was lost to try again after a second.
    private static final int TIMEOUT_MILLIS = 3000;
    private static final int DATAGRAM_TIMEOUT_MILLIS = 400;
    private static final int DATAGRAM_ATTEMPTS = 5;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final NetworkNamespace host;
    private final NetworkNamespace outside;

    private TestHost() {
        host = keep(NetworkNamespace.create());
        outside = keep(NetworkNamespace.create());
        run(() -> {
            try (Rtnetlink links = Rtnetlink.open();
                    Bridge lan = Bridge.open("lan0", 1500)) {
                links.setUp(LOOPBACK_INDEX);
                lan.ensure(Ipv4Prefix.parse(HOST_IP + "/24"));
                lan.connect(endpoint("lan", outside, OUTSIDE_IP, HOST_IP));
            }
        });
    }

    static TestHost open() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        return new TestHost();
    }

    static NetworkConfig config() {
        return new NetworkConfig(BRIDGE, Optional.empty(), 1500);
    }

    /** Runs on the host. */
    <T> T call(Supplier<T> body) {
        return host.call(body);
    }

    /** Runs on the host. */
    void run(Runnable body) {
        host.run(body);
    }

    /** The namespace of a new container, before it gets a network. */
    NetworkNamespace container() {
        return keep(NetworkNamespace.create());
    }

    /** A server in the container that tells each visitor its name and the address it saw. */
    void serveTcp(NetworkNamespace container, int port, String name) {
        ServerSocketChannel server = keep(container.call(() -> listen(port)));
        Threads.startDaemon("test-server-" + name, () -> {
            try {
                while (true) {
                    try (SocketChannel visitor = server.accept()) {
                        visitor.write(ByteBuffer.wrap(greeting(name, visitor.getRemoteAddress())));
                    }
                }
            } catch (ClosedChannelException e) {
                // The test is over.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void serveUdp(NetworkNamespace container, int port, String name) {
        DatagramChannel server = keep(container.call(() -> bindDatagram(port)));
        Threads.startDaemon("test-server-" + name, () -> {
            try {
                ByteBuffer buffer = ByteBuffer.allocate(100);
                while (true) {
                    var sender = server.receive(buffer.clear());
                    server.send(ByteBuffer.wrap(greeting(name, sender)), sender);
                }
            } catch (ClosedChannelException e) {
                // The test is over.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What the server at this address says to a visitor from the host itself; an error's text if it cannot be reached. */
    String visitFromHost(String ip, int port) {
        return host.call(() -> visit(ip, port));
    }

    String visitFromOutside(String ip, int port) {
        return outside.call(() -> visit(ip, port));
    }

    String visitFrom(NetworkNamespace container, String ip, int port) {
        return container.call(() -> visit(ip, port));
    }

    String askUdpFromOutside(String ip, int port) {
        return outside.call(() -> askUdp(0, ip, port));
    }

    /** Asks from a port that stays the same, so that the kernel takes all questions for one connection. */
    String askUdpFromOutside(int ownPort, String ip, int port) {
        return outside.call(() -> askUdp(ownPort, ip, port));
    }

    /** Occupies a port of the host, as a program of its own would. */
    void occupy(int port) {
        keep(host.call(() -> listen(port)));
    }

    @Override
    public void close() {
        for (AutoCloseable resource : open.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("close " + resource, e);
            }
        }
    }

    <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    private static Endpoint endpoint(String name, NetworkNamespace namespace, String ip, String gateway) {
        return new Endpoint(
                name,
                name,
                name,
                namespace.path().toString(),
                ip,
                24,
                gateway,
                Bridge.macOf(Ipv4Address.parse(ip)).toString(),
                "veth" + name,
                List.of());
    }

    private static ServerSocketChannel listen(int port) {
        try {
            return ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramChannel bindDatagram(int port) {
        try {
            return DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] greeting(String name, SocketAddress visitor) {
        String ip = ((InetSocketAddress) visitor).getAddress().getHostAddress();
        return "%s sees %s".formatted(name, ip).getBytes(StandardCharsets.UTF_8);
    }

    private static String visit(String ip, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(ip, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String askUdp(int ownPort, String ip, int port) {
        try (DatagramSocket socket = new DatagramSocket(ownPort)) {
            socket.setSoTimeout(DATAGRAM_TIMEOUT_MILLIS);
            for (int attempt = 1; attempt < DATAGRAM_ATTEMPTS; attempt++) {
                try {
                    return ask(socket, address(ip, port));
                } catch (SocketTimeoutException e) {
                    // Datagrams get lost, as those that arrive before the kernel has noticed that a bridge port is up.
                    continue;
                }
            }
            return ask(socket, address(ip, port));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String ask(DatagramSocket socket, InetSocketAddress server) throws IOException {
        socket.send(new DatagramPacket(new byte[1], 1, server));
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    private static InetSocketAddress address(String ip, int port) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByAddress(Ipv4Address.parse(ip).bytes()), port);
    }
}
