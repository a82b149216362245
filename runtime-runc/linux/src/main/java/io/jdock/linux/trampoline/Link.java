package io.jdock.linux.trampoline;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Readiness;
import io.jdock.linux.Scratch;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import java.util.Optional;

/**
 * Our end of a trampoline's socket. Closing it ends the trampoline as soon as it has executed what it was sent.
 *
 * <p>One thread at a time; any thread, a virtual one holds no carrier while it waits.
 */
public final class Link implements AutoCloseable {

    /** What a message may have without asking for a larger buffer; Linux's default is 208 KiB, shared with its bookkeeping. */
    private static final int SMALL = 64 * 1024;

    private final Fd socket;

    Link(Fd socket) {
        this.socket = socket;
    }

    /**
     * Has the batch executed.
     *
     * @throws ErrnoException with the name of the step that failed, or EPIPE if the trampoline is gone
     */
    public Reply call(Batch batch) {
        Program program = send(batch);
        return receive(program).orElseThrow(Link::gone).requireDone();
    }

    /** Sends a batch and does not wait; {@link #receive(Program)} takes the answer. */
    public Program send(Batch batch) {
        Program program = batch.encode();
        send(program);
        return program;
    }

    /** Sends an encoded batch and does not wait. */
    void send(Program program) {
        send(program.bytes());
    }

    /** Ends a step that waits on the link itself. */
    void sendStart() {
        send(new byte[Long.BYTES]);
    }

    /** Waits for the answer to a batch; nothing if the trampoline has ended or become another program by execve. */
    public Optional<Reply> receive(Program program) {
        return receive(program.replyLength()).map(program::reply);
    }

    /** Waits for the next message; nothing at end of file. */
    public Optional<byte[]> receive(int most) {
        Readiness.awaitReadable(socket);
        // Not Scratch: its memory is zeroed first, and most of this is never touched.
        long buffer = Native.malloc(most);
        try {
            long count = Syscalls.attempt(Syscall.READ, socket.number(), buffer, most);
            // A trampoline that dies with a message unread resets the connection.
            if (count == 0 || count == -Errno.ECONNRESET.number()) {
                return Optional.empty();
            }
            Syscalls.require("receive from the trampoline", count);
            return Optional.of(new Pointer(buffer).getByteArray(0, (int) count));
        } finally {
            Native.free(buffer);
        }
    }

    private void send(byte[] message) {
        if (message.length > SMALL) {
            SocketCalls.setSendBuffer(socket, 4 * message.length);
        }
        try (var scratch = new Scratch()) {
            Syscalls.callRestarting(
                    "send to the trampoline",
                    Syscall.SENDTO,
                    socket.number(),
                    scratch.bytes(message),
                    message.length,
                    SocketCalls.MSG_NOSIGNAL);
        }
    }

    private static ErrnoException gone() {
        return new ErrnoException("wait for the trampoline's answer", Errno.EPIPE);
    }

    @Override
    public void close() {
        socket.close();
    }
}
