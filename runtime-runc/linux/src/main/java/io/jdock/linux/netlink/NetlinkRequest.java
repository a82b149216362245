package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One netlink message under construction: header, a fixed structure, then attributes, each padded to four bytes.
 *
 * <p>Methods append in the order of the calls and return the request. All numbers are in the machine's byte order.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
final class NetlinkRequest {

    static final int REQUEST = 0x1;
    static final int ACK = 0x4;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;
    static final int DUMP = 0x300;

    static final int HEADER_LENGTH = 16;
    private static final int FLAGS_OFFSET = 6;
    private static final int SEQUENCE_OFFSET = 8;
    private static final int ATTRIBUTE_HEADER_LENGTH = 4;
    // The longest message (a veth pair) has about 200 bytes.
    private static final int CAPACITY = 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());
    private final String purpose;

    /**
     * @param purpose what the request attempts and on which object, for error messages: {@code "create bridge jdock0"}
     * @param type the RTM_ number
     * @param flags NLM_F_ flags besides REQUEST, which is always set
     */
    NetlinkRequest(String purpose, int type, int flags) {
        this.purpose = purpose;
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) (flags | REQUEST))
                .putInt(0)
                .putInt(0);
    }

    String purpose() {
        return purpose;
    }

    boolean isDump() {
        return (buffer.getShort(FLAGS_OFFSET) & DUMP) == DUMP;
    }

    /** Appends the fixed structure after the header, whose layout is the caller's. */
    NetlinkRequest structure(ByteBuffer structure) {
        buffer.put(structure);
        return this;
    }

    NetlinkRequest attribute(int type, byte[] value) {
        buffer.putShort((short) (ATTRIBUTE_HEADER_LENGTH + value.length))
                .putShort((short) type)
                .put(value);
        return pad();
    }

    NetlinkRequest attribute(int type, int value) {
        byte[] bytes = new byte[Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
        return attribute(type, bytes);
    }

    /** Appends a string with the zero byte that the kernel expects at its end. */
    NetlinkRequest attribute(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(text, text.length + 1));
    }

    /** Appends an attribute that consists of what {@code content} appends. */
    NetlinkRequest nested(int type, Runnable content) {
        int start = buffer.position();
        buffer.putShort((short) 0).putShort((short) type);
        content.run();
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    /** The finished message. */
    byte[] encode(int sequence) {
        buffer.putInt(0, buffer.position()).putInt(SEQUENCE_OFFSET, sequence);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private NetlinkRequest pad() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }
}
