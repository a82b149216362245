package io.jdock.linux.netlink;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;

/**
 * The kernel's memory of connections in one network namespace.
 *
 * <p>Address translation is decided at a connection's first packet and then remembered. UDP has no end of a connection, so a
 * client that keeps sending stays where it was first sent to, whatever the rules say since; unless that is forgotten.
 */
public final class TrackedConnections implements AutoCloseable {

    private final NetlinkSocket socket;

    private TrackedConnections(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens the calling thread's network namespace. */
    public static TrackedConnections open() {
        return new TrackedConnections(NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    /** Forgets all UDP traffic that was sent to this port, of whatever address. */
    public void forgetUdp(int port) {
        socket.exchange(ConnectionMessages.list()).stream()
                .flatMap(payload -> ConnectionMessages.originalOfUdp(payload, port).stream())
                .forEach(this::forget);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void forget(byte[] original) {
        try {
            socket.exchange(ConnectionMessages.delete(original));
        } catch (ErrnoException e) {
            // It may have timed out by itself.
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }
}
