package io.jdock.linux.netlink;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Scratch;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A netlink socket that asks and waits for the answer, one request at a time; safe for concurrent use.
 *
 * <p>It talks to the network namespace that the opening thread was in, from whichever thread it is used later.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
final class NetlinkSocket implements AutoCloseable {

    static final int ROUTE = 0;
    static final int NETFILTER = 12;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int MSG_TRUNC = 0x20;

    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int FLAG_DUMP_INTERRUPTED = 0x10;
    private static final int FLAG_ACK_TLVS = 0x200;
    private static final int ERROR_TEXT = 1;
    // The kernel fills at most 32 KiB into one datagram of a dump (NLMSG_GOODSIZE times what the reader offers).
    private static final int RECEIVE_BYTES = 64 * 1024;
    private static final int DUMP_ATTEMPTS = 10;

    private final Fd fd;
    private final Scratch memory = new Scratch();
    private final long receiveBuffer = memory.zeroed(RECEIVE_BYTES);
    private int sequence;

    private NetlinkSocket(Fd fd) {
        this.fd = fd;
    }

    /** Opens a socket of the given protocol in the calling thread's network namespace. */
    static NetlinkSocket open(int protocol) {
        Fd fd = Fd.owning(Syscalls.call(
                "open netlink socket", Syscall.SOCKET, AF_NETLINK, SOCK_RAW | SocketCalls.SOCK_CLOEXEC, protocol));
        try (var scratch = new Scratch()) {
            long on = scratch.ints(1);
            Syscalls.call(
                    "ask netlink for error texts",
                    Syscall.SETSOCKOPT,
                    fd.number(),
                    SOL_NETLINK,
                    NETLINK_EXT_ACK,
                    on,
                    Integer.BYTES);
            return new NetlinkSocket(fd);
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /**
     * Sends the request and returns the payloads of what the kernel answers, in order; none if it only acknowledges.
     *
     * @throws ErrnoException if the kernel refuses; the text carries its explanation where it gives one
     */
    synchronized List<ByteBuffer> exchange(NetlinkRequest request) {
        for (int attempt = 1; ; attempt++) {
            sequence++;
            send(request);
            List<ByteBuffer> payloads = new ArrayList<>();
            if (!receiveAll(request, payloads)) {
                return payloads;
            }
            // What is listed changed meanwhile, so entries may be missing or double.
            if (attempt == DUMP_ATTEMPTS) {
                throw new ErrnoException(request.purpose(), Errno.EINTR);
            }
        }
    }

    @Override
    public synchronized void close() {
        fd.close();
        memory.close();
    }

    private void send(NetlinkRequest request) {
        try (var scratch = new Scratch()) {
            byte[] message = request.encode(sequence);
            // Without an address the message goes to the kernel.
            Syscalls.callRestarting(
                    request.purpose(),
                    Syscall.SENDTO,
                    fd.number(),
                    scratch.bytes(message),
                    message.length,
                    0,
                    Scratch.NULL,
                    0);
        }
    }

    /** Reads until the answer is complete; true if it is a list that changed while the kernel made it. */
    private boolean receiveAll(NetlinkRequest request, List<ByteBuffer> payloads) {
        boolean interrupted = false;
        while (true) {
            ByteBuffer datagram = receive(request);
            while (datagram.remaining() >= NetlinkRequest.HEADER_LENGTH) {
                Reply reply = Reply.next(datagram);
                if (reply.sequence() != sequence) {
                    // Left over from an exchange that ended in an exception.
                    continue;
                }
                interrupted |= (reply.flags() & FLAG_DUMP_INTERRUPTED) != 0;
                if (reply.type() == ERROR) {
                    requireSuccess(request, reply);
                    return interrupted;
                }
                if (reply.type() == DONE) {
                    return interrupted;
                }
                payloads.add(reply.payload());
            }
        }
    }

    private ByteBuffer receive(NetlinkRequest request) {
        long length = Syscalls.callRestarting(
                request.purpose(),
                Syscall.RECVFROM,
                fd.number(),
                receiveBuffer,
                RECEIVE_BYTES,
                MSG_TRUNC,
                Scratch.NULL,
                Scratch.NULL);
        if (length > RECEIVE_BYTES) {
            throw new IllegalStateException("%s: answer of %d bytes".formatted(request.purpose(), length));
        }
        return ByteBuffer.wrap(Scratch.read(receiveBuffer, (int) length)).order(ByteOrder.nativeOrder());
    }

    /** An error message with number 0 is the acknowledgement. */
    private static void requireSuccess(NetlinkRequest request, Reply reply) {
        ByteBuffer payload = reply.payload();
        int number = -payload.getInt(0);
        if (number == 0) {
            return;
        }
        String explanation = "";
        if ((reply.flags() & FLAG_ACK_TLVS) != 0) {
            // The number is followed by the whole request, then by attributes.
            int requestLength = payload.getInt(Integer.BYTES);
            explanation = NetlinkAttributes.parse(payload.position(Integer.BYTES + (requestLength + 3) / 4 * 4))
                    .string(ERROR_TEXT)
                    .map(text -> ": " + text)
                    .orElse("");
        }
        throw new ErrnoException(request.purpose() + explanation, Errno.of(number));
    }

    /** One message of a received datagram. */
    private record Reply(int type, int flags, int sequence, ByteBuffer payload) {

        /** Cuts the message at the buffer's position off and moves on to the next. */
        static Reply next(ByteBuffer datagram) {
            int start = datagram.position();
            int length = datagram.getInt(start);
            if (length < NetlinkRequest.HEADER_LENGTH || length > datagram.remaining()) {
                throw new IllegalStateException("netlink message has length " + length);
            }
            ByteBuffer payload = datagram.slice(
                            start + NetlinkRequest.HEADER_LENGTH, length - NetlinkRequest.HEADER_LENGTH)
                    .order(ByteOrder.nativeOrder());
            Reply reply = new Reply(
                    Short.toUnsignedInt(datagram.getShort(start + 4)),
                    Short.toUnsignedInt(datagram.getShort(start + 6)),
                    datagram.getInt(start + 8),
                    payload);
            datagram.position(Math.min(datagram.limit(), start + (length + 3) / 4 * 4));
            return reply;
        }
    }
}
