package io.jdock.linux.batch;

import io.jdock.linux.FcntlCommands;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Steps that make pipes, eventfds and sockets and pass messages through them. */
public final class StreamSteps {

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    /** The size of {@code sun_path}: unix(7). */
    private static final int SOCKET_PATH = 108;

    /** A control message that carries one descriptor: its header and the descriptor; and the room it takes. */
    private static final int ONE_RIGHT = 20;

    private static final int ONE_RIGHT_SPACE = 24;

    private StreamSteps() {}

    /** A pipe on the two lowest free descriptors. */
    public static Step pipe() {
        return Step.of("make a pipe", Syscall.PIPE2, Block.zeroed(8), Arg.of(OpenFlags.CLOEXEC));
    }

    public static Step setPipeSize(Arg pipe, int bytes) {
        return Step.of("widen a pipe", Syscall.FCNTL, pipe, Arg.of(FcntlCommands.SETPIPE_SZ), Arg.of(bytes));
    }

    public static Step eventfd() {
        return Step.of("make an eventfd", Syscall.EVENTFD2, Arg.NONE, Arg.of(OpenFlags.CLOEXEC));
    }

    /** Two connected sockets on the two lowest free descriptors. */
    public static Step socketPair() {
        return Step.of(
                "make a socket pair",
                Syscall.SOCKETPAIR,
                Arg.of(SocketCalls.AF_UNIX),
                Arg.of(SocketCalls.SOCK_SEQPACKET | SocketCalls.SOCK_CLOEXEC),
                Arg.NONE,
                Block.zeroed(8));
    }

    /**
     * A socket that listens at a path.
     *
     * @param path at most 107 bytes; relative to the working directory
     * @param number what the socket is to be
     * @param temporary holds another number meanwhile
     */
    public static List<Step> listen(String path, int number, Slot temporary) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= SOCKET_PATH) {
            throw new IllegalArgumentException("socket path of %d bytes: %s".formatted(name.length, path));
        }
        Block address = Block.of(ByteBuffer.allocate(2 + SOCKET_PATH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) SocketCalls.AF_UNIX)
                .put(name)
                .array());
        int type = SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK;
        return List.of(
                Step.of("make a socket", Syscall.SOCKET, Arg.of(SocketCalls.AF_UNIX), Arg.of(type), Arg.NONE)
                        .into(temporary),
                Step.of("bind a socket to " + path, Syscall.BIND, temporary, address, Arg.of(address.size())),
                Step.of("listen at " + path, Syscall.LISTEN, temporary, Arg.of(1)),
                FileSteps.dup3(temporary, number, OpenFlags.CLOEXEC),
                FileSteps.close(temporary));
    }

    /** Takes a connection that is there; EAGAIN if none is. */
    public static Step accept(Arg listening) {
        return Step.of(
                "accept a connection",
                Syscall.ACCEPT4,
                listening,
                Arg.NONE,
                Arg.NONE,
                Arg.of(SocketCalls.SOCK_CLOEXEC));
    }

    /** Sends bytes; EPIPE, not a signal, if nobody is left to read them. */
    public static Step send(Arg socket, Arg buffer, int length) {
        return Step.of(
                "send a message",
                Syscall.SENDTO,
                socket,
                buffer,
                Arg.of(length),
                Arg.of(SocketCalls.MSG_NOSIGNAL),
                Arg.NONE,
                Arg.NONE);
    }

    /** Sends one descriptor, given by its number in the sender. */
    public static Step sendDescriptor(Arg socket, int descriptor) {
        Block control = Block.zeroed(ONE_RIGHT_SPACE)
                .putLong(0, ONE_RIGHT)
                .putInt(8, SOL_SOCKET)
                .putInt(12, SCM_RIGHTS)
                .putInt(16, descriptor);
        return Step.of(
                "send a descriptor", Syscall.SENDMSG, socket, messageHeader(control), Arg.of(SocketCalls.MSG_NOSIGNAL));
    }

    /** Waits for one descriptor, which takes the lowest free number, or for the end of the other side. */
    public static Step receiveDescriptor(Arg socket) {
        return Step.of(
                "receive a descriptor",
                Syscall.RECVMSG,
                socket,
                messageHeader(Block.zeroed(ONE_RIGHT_SPACE)),
                Arg.of(SocketCalls.MSG_CMSG_CLOEXEC));
    }

    /** {@code struct msghdr} with one byte of data: a control message cannot travel alone. */
    private static Block messageHeader(Block control) {
        Block vector = Block.zeroed(16).point(0, Block.zeroed(8)).putLong(8, 1);
        return Block.zeroed(56)
                .point(16, vector)
                .putLong(24, 1)
                .point(32, control)
                .putLong(40, control.size());
    }
}
