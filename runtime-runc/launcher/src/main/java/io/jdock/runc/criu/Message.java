package io.jdock.runc.criu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A protobuf message in the making: fields in the order in which they are put.
 *
 * <p>By hand: criu takes a handful of messages, and a library for them would be most of our start.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">protobuf encoding</a>
 */
final class Message {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number, an enum's constant; negative ones as 64 bits. */
    Message put(int field, long value) {
        varint(tag(field, VARINT));
        varint(value);
        return this;
    }

    Message put(int field, boolean value) {
        return put(field, value ? 1 : 0);
    }

    Message put(int field, String text) {
        return put(field, text.getBytes(UTF_8));
    }

    Message put(int field, Message nested) {
        return put(field, nested.bytes());
    }

    private Message put(int field, byte[] bytes) {
        varint(tag(field, LENGTH_DELIMITED));
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static long tag(int field, int type) {
        return (long) field << 3 | type;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
