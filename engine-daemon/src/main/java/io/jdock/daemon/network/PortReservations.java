package io.jdock.daemon.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports of the host that are published, each held by a bound socket so that no other program takes it.
 *
 * <p>Nothing ever reaches these sockets, as packets are translated before they could. The hold ends with the daemon; the next
 * one takes it again. For one thread at a time.
 */
final class PortReservations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortReservations.class);

    /** Where ports come from when the user does not care: the kernel's default range for outgoing connections. */
    private static final PortRange EPHEMERAL = new PortRange(32_768, 60_999);

    private final Map<HostPort, Channel> held = new HashMap<>();
    private int nextEphemeral = EPHEMERAL.first();

    /**
     * Reserves a port for each request, or none at all.
     *
     * @throws PortUnavailableException if one cannot be had
     */
    List<PublishedPort> reserve(List<PortRequest> requests) {
        List<PublishedPort> reserved = new ArrayList<>();
        try {
            for (PortRequest request : requests) {
                int port = request.hostPorts().isAny() ? reserveEphemeral(request) : reserveInRange(request);
                reserved.add(new PublishedPort(
                        request.hostIp().toString(), port, request.containerPort(), request.transport()));
            }
            return reserved;
        } catch (PortUnavailableException e) {
            release(reserved);
            throw e;
        }
    }

    /** Takes a running container's port again. If another program got it meanwhile that is logged, and the rules still win. */
    void restore(PublishedPort port) {
        HostPort wanted = HostPort.of(port);
        try {
            held.put(wanted, bind(wanted));
        } catch (PortUnavailableException e) {
            LOG.warn("published port {}/{} cannot be held: {}", wanted, port.transport(), e.text());
        }
    }

    void release(List<PublishedPort> ports) {
        for (PublishedPort port : ports) {
            Channel holder = held.remove(HostPort.of(port));
            if (holder != null) {
                close(holder);
            }
        }
    }

    @Override
    public void close() {
        held.values().forEach(PortReservations::close);
        held.clear();
    }

    private int reserveInRange(PortRequest request) {
        int port = request.hostPorts().first();
        while (true) {
            try {
                return hold(new HostPort(request.hostIp(), port, request.transport()));
            } catch (PortUnavailableException e) {
                if (port == request.hostPorts().last()) {
                    throw e;
                }
                port++;
            }
        }
    }

    private int reserveEphemeral(PortRequest request) {
        for (int tries = EPHEMERAL.last() - EPHEMERAL.first(); tries >= 0; tries--) {
            int port = nextEphemeral;
            nextEphemeral = port == EPHEMERAL.last() ? EPHEMERAL.first() : port + 1;
            try {
                return hold(new HostPort(request.hostIp(), port, request.transport()));
            } catch (PortUnavailableException e) {
                LOG.debug("free port wanted: {}", e.text());
            }
        }
        throw new PortUnavailableException("Bind for %s failed: all ports are allocated".formatted(request.hostIp()));
    }

    private int hold(HostPort wanted) {
        if (held.keySet().stream().anyMatch(wanted::overlaps)) {
            throw new PortUnavailableException("Bind for %s failed: port is already allocated".formatted(wanted));
        }
        held.put(wanted, bind(wanted));
        return wanted.port();
    }

    /**
     * Binds a socket of IPv4 alone: the JDK's usual ones would take the port of IPv6 as well.
     *
     * <p>TCP sockets listen, so that the port shows in {@code ss -l} and other programs cannot share it by SO_REUSEADDR.
     */
    private static Channel bind(HostPort wanted) {
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByAddress(wanted.ip().bytes()), wanted.port());
            return switch (wanted.transport()) {
                case TCP -> bindTcp(address);
                case UDP -> bindUdp(address);
            };
        } catch (IOException e) {
            throw new PortUnavailableException(
                    "listen %s4 %s: bind: %s".formatted(wanted.transport(), wanted, reason(e)));
        }
    }

    private static Channel bindTcp(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        return bound(
                channel,
                () -> channel.setOption(StandardSocketOptions.SO_REUSEADDR, true)
                        .bind(address, 1));
    }

    private static Channel bindUdp(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        return bound(channel, () -> channel.bind(address));
    }

    private static Channel bound(NetworkChannel channel, Binding binding) throws IOException {
        try {
            binding.bind();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The kernel's reason, in lower case as Docker writes it. */
    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("release a published port", e);
        }
    }

    /** Binding a socket, which may fail. */
    @FunctionalInterface
    private interface Binding {
        void bind() throws IOException;
    }
}
