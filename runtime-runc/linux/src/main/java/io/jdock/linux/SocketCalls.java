package io.jdock.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Unix sockets as far as Java's own cannot do it. */
public final class SocketCalls {

    public static final int AF_UNIX = 1;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_CLOEXEC = OpenFlags.CLOEXEC;
    public static final int SOCK_NONBLOCK = OpenFlags.NONBLOCK;
    /** Fail with EPIPE, do not raise SIGPIPE. */
    public static final int MSG_NOSIGNAL = 0x4000;

    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    static final int SOL_SOCKET = 1;

    /** A control message that carries one descriptor: its length, the room it takes, and where in it the descriptor is. */
    private static final int ONE_RIGHT = 20;

    private static final int ONE_RIGHT_SPACE = 24;
    private static final int RIGHT_AT = 16;
    /** Where in a msghdr the length of the control message is. */
    private static final int CONTROL_LENGTH = 40;

    private static final int NAME_SPACE = 4096;

    private static final int SCM_RIGHTS = 1;
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

    /**
     * Connects to a unix socket. Costs microseconds, where Java's own channel costs a cold start many milliseconds.
     *
     * @throws ErrnoException ENOENT without such a socket, ECONNREFUSED if nobody listens
     */
    public static Fd connect(String path) {
        return connect(path, SOCK_STREAM);
    }

    /**
     * The same without waiting for a place in the listener's queue.
     *
     * @throws ErrnoException EAGAIN if that is full; else as {@link #connect(String)}
     */
    public static Fd connectAtOnce(String path) {
        Fd socket = connect(path, SOCK_STREAM | OpenFlags.NONBLOCK);
        try {
            // What is sent then has to arrive.
            Syscalls.call("let a socket wait", Syscall.FCNTL, socket.number(), FcntlCommands.SETFL, 0);
            return socket;
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    private static Fd connect(String path, int type) {
        Fd socket = Fd.owning(Syscalls.call("make a socket", Syscall.SOCKET, AF_UNIX, type | SOCK_CLOEXEC, 0));
        // By its descriptor a path has any length, where sockaddr_un has room for 107 bytes.
        try (Fd file = FileCalls.open(At.FDCWD, path, OpenFlags.PATH, 0)) {
            byte[] address = address(file.procPath());
            connect(socket, path, address, address.length);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for a descriptor that somebody sends; nothing if the other end was closed instead. */
    public static Optional<Fd> receiveDescriptor(Fd socket) {
        // Senders add the terminal's name, which nobody needs.
        return receive(socket, NAME_SPACE).descriptor();
    }

    /**
     * What somebody sent.
     *
     * @param bytes none if the other end was closed instead
     * @param descriptor the one that came with them
     */
    public record Received(byte[] bytes, Optional<Fd> descriptor) {}

    /**
     * Waits for a message that may bring a descriptor along; more than one are not let in.
     *
     * @param most of a longer one the rest is lost
     */
    public static Received receive(Fd socket, int most) {
        Readiness.awaitReadable(socket);
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(most);
            long control = scratch.zeroed(ONE_RIGHT_SPACE);
            long vector = scratch.longs(buffer, most);
            long header = scratch.longs(0, 0, vector, 1, control, ONE_RIGHT_SPACE, 0);
            long length = Syscalls.callRestarting(
                    "receive a message", Syscall.RECVMSG, socket.number(), header, MSG_CMSG_CLOEXEC);
            boolean arrived = length > 0 && Scratch.readLong(header + CONTROL_LENGTH) >= ONE_RIGHT;
            return new Received(
                    Scratch.read(buffer, (int) length),
                    arrived ? Optional.of(Fd.owning(Scratch.readInt(control + RIGHT_AT))) : Optional.empty());
        }
    }

    /** A socket for single messages, with a name in a directory. */
    public static Fd bindDatagram(Fd directory, String name) {
        Fd socket = Fd.owning(Syscalls.call("make a socket", Syscall.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        try (var scratch = new Scratch()) {
            byte[] address = address(directory.procPath() + "/" + name);
            Syscalls.call(
                    "bind a socket to " + name, Syscall.BIND, socket.number(), scratch.bytes(address), address.length);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one message. @param to a socket's path; or a name that is no path, with {@code @} before it */
    public static void sendDatagram(String to, byte[] message) {
        try (Fd socket = to.startsWith("@") ? connectAbstractly(to) : connect(to, SOCK_DGRAM)) {
            send(socket, message);
        }
    }

    private static Fd connectAbstractly(String name) {
        Fd socket = Fd.owning(Syscalls.call("make a socket", Syscall.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        try {
            byte[] address = address(name);
            // The first byte of a name that is no path is zero, and nothing ends it but its length.
            address[2] = 0;
            connect(socket, name, address, address.length - 1);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void connect(Fd socket, String name, byte[] address, int length) {
        try (var scratch = new Scratch()) {
            Syscalls.callRestarting(
                    "connect to " + name, Syscall.CONNECT, socket.number(), scratch.bytes(address), length);
        }
    }

    private static byte[] address(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[2 + bytes.length + 1];
        address[0] = AF_UNIX;
        System.arraycopy(bytes, 0, address, 2, bytes.length);
        return address;
    }

    /** Sends a message with a descriptor; EPIPE if the other side is gone. */
    public static void sendDescriptor(Fd socket, byte[] message, Fd descriptor) {
        try (var scratch = new Scratch()) {
            // The header's three numbers, then the descriptor and what fills the room up.
            long control = scratch.longs(ONE_RIGHT, SOL_SOCKET | (long) SCM_RIGHTS << 32, descriptor.number());
            long vector = scratch.longs(scratch.bytes(message), message.length);
            long header = scratch.longs(0, 0, vector, 1, control, ONE_RIGHT_SPACE, 0);
            Syscalls.callRestarting("send a descriptor", Syscall.SENDMSG, socket.number(), header, MSG_NOSIGNAL);
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
