package io.jdock.runc;

import io.jdock.linux.Fd;
import io.jdock.linux.Scratch;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A console socket as conmon and containerd's shim have it: takes the master of one terminal. */
final class ConsoleSocket implements AutoCloseable {

    private static final int BACKLOG = 1;

    private final Fd listener;

    ConsoleSocket(Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[2 + name.length + 1];
        address[0] = SocketCalls.AF_UNIX;
        System.arraycopy(name, 0, address, 2, name.length);
        listener = Fd.owning(Syscalls.call(
                "socket", Syscall.SOCKET, SocketCalls.AF_UNIX, SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC, 0));
        try (var scratch = new Scratch()) {
            Syscalls.call("bind", Syscall.BIND, listener.number(), scratch.bytes(address), address.length);
            Syscalls.call("listen", Syscall.LISTEN, listener.number(), BACKLOG);
        }
    }

    /** Waits for the master. */
    Fd receive() {
        try (Fd connection = Fd.owning(Syscalls.callRestarting(
                "accept", Syscall.ACCEPT4, listener.number(), 0, 0, SocketCalls.SOCK_CLOEXEC))) {
            return SocketCalls.receiveDescriptor(connection).orElseThrow();
        }
    }

    /** Reads from a master until it has said this. */
    static void awaitText(Fd master, String text) {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            byte[] part = StreamCalls.read(master, 4096);
            if (part.length == 0) {
                throw new AssertionError("\"%s\" is not in \"%s\"".formatted(text, all));
            }
            all.append(new String(part, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
