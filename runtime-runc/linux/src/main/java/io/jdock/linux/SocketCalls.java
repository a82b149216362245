package io.jdock.linux;

/** Unix sockets as far as Java's own cannot do it. */
public final class SocketCalls {

    public static final int AF_UNIX = 1;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_CLOEXEC = OpenFlags.CLOEXEC;
    public static final int SOCK_NONBLOCK = OpenFlags.NONBLOCK;
    /** Fail with EPIPE, do not raise SIGPIPE. */
    public static final int MSG_NOSIGNAL = 0x4000;

    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    static final int SOL_SOCKET = 1;
    private static final int MSG_PEEK = 2;
    private static final int SO_PEERCRED = 17;
    private static final int SO_SNDBUFFORCE = 32;

    private SocketCalls() {}

    /** Two connected sockets. */
    public record Pair(Fd left, Fd right) {}

    public static Pair pair(int type) {
        try (var scratch = new Scratch()) {
            long ends = scratch.ints(0, 0);
            Syscalls.call("make a socket pair", Syscall.SOCKETPAIR, AF_UNIX, type | SOCK_CLOEXEC, 0, ends);
            return new Pair(Fd.owning(Scratch.readInt(ends)), Fd.owning(Scratch.readInt(ends + 4)));
        }
    }

    /** Waits for a message and leaves it there for the next who looks; an empty array means that the other side is gone. */
    public static byte[] peek(Fd socket, int most) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(most);
            long count = Syscalls.callRestarting(
                    "look at a message", Syscall.RECVFROM, socket.number(), buffer, most, MSG_PEEK);
            return Scratch.read(buffer, (int) count);
        }
    }

    /** Sends a message; EPIPE if the other side is gone. */
    public static void send(Fd socket, byte[] message) {
        try (var scratch = new Scratch()) {
            Syscalls.callRestarting(
                    "send a message",
                    Syscall.SENDTO,
                    socket.number(),
                    scratch.bytes(message),
                    message.length,
                    MSG_NOSIGNAL);
        }
    }

    /** Who was at the other end of a unix socket when it was connected. */
    public record Credentials(int pid, int uid, int gid) {}

    /** @param socket the number of a connected unix socket */
    public static Credentials peer(int socket) {
        try (var scratch = new Scratch()) {
            long value = scratch.zeroed(12);
            Syscalls.call(
                    "ask who is connected",
                    Syscall.GETSOCKOPT,
                    socket,
                    SOL_SOCKET,
                    SO_PEERCRED,
                    value,
                    scratch.ints(12));
            return new Credentials(Scratch.readInt(value), Scratch.readInt(value + 4), Scratch.readInt(value + 8));
        }
    }

    /** Lets messages up to this size through, beyond the system's default limit. Needs CAP_NET_ADMIN. */
    public static void setSendBuffer(Fd socket, int bytes) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "widen socket " + socket,
                    Syscall.SETSOCKOPT,
                    socket.number(),
                    SOL_SOCKET,
                    SO_SNDBUFFORCE,
                    scratch.ints(bytes),
                    4);
        }
    }
}
