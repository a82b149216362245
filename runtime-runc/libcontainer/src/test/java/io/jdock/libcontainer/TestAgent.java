package io.jdock.libcontainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.linux.Fd;
import io.jdock.linux.Scratch;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.file.Path;

/** A seccomp agent: takes listeners, and refuses the calls that it is asked about. */
final class TestAgent implements AutoCloseable {

    /** What a call gets: ENOMEDIUM, which nothing in a container gets otherwise. */
    private static final int REFUSAL = 123;

    private static final int MOST_WAITING = 8;
    private static final int LARGEST_MESSAGE = 4096;

    /** {@code SECCOMP_IOCTL_NOTIF_…} of linux/seccomp.h, with the sizes of their structs. */
    private static final long RECEIVE = 0xc0502100L;

    private static final long SEND = 0xc0182101L;
    private static final int NOTIFICATION = 80;

    private final Fd socket;

    /** What came with a listener. */
    record Told(JsonObject message, Fd listener) implements AutoCloseable {

        /** Waits for one call and refuses it. */
        void refuseOne() {
            try (var scratch = new Scratch()) {
                long asked = scratch.zeroed(NOTIFICATION);
                Syscalls.callRestarting("be asked", Syscall.IOCTL, listener.number(), RECEIVE, asked);
                long answer = scratch.longs(Scratch.readLong(asked), 0, Integer.toUnsignedLong(-REFUSAL));
                Syscalls.call("answer", Syscall.IOCTL, listener.number(), SEND, answer);
            }
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    TestAgent(Path path) {
        byte[] name = path.toString().getBytes(UTF_8);
        byte[] address = new byte[2 + name.length + 1];
        address[0] = SocketCalls.AF_UNIX;
        System.arraycopy(name, 0, address, 2, name.length);
        socket = Fd.owning(Syscalls.call(
                "socket", Syscall.SOCKET, SocketCalls.AF_UNIX, SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC, 0));
        try (var scratch = new Scratch()) {
            Syscalls.call("bind", Syscall.BIND, socket.number(), scratch.bytes(address), address.length);
            Syscalls.call("listen", Syscall.LISTEN, socket.number(), MOST_WAITING);
        }
    }

    /** Waits for a listener. */
    Told take() {
        try (Fd connection = Fd.owning(Syscalls.callRestarting(
                        "accept", Syscall.ACCEPT4, socket.number(), 0, 0, SocketCalls.SOCK_CLOEXEC));
                var scratch = new Scratch()) {
            long buffer = scratch.zeroed(LARGEST_MESSAGE);
            long control = scratch.zeroed(24);
            long header = scratch.longs(0, 0, scratch.longs(buffer, LARGEST_MESSAGE), 1, control, 24, 0);
            long length = Syscalls.callRestarting(
                    "receive", Syscall.RECVMSG, connection.number(), header, SocketCalls.MSG_CMSG_CLOEXEC);
            byte[] message = Scratch.read(buffer, (int) length);
            return new Told((JsonObject) JsonReader.readUnambiguous(message), Fd.owning(Scratch.readInt(control + 16)));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
