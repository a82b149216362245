package io.jdock.linux.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes values as bytes, least significant first. Padding counts from where the encoder began. */
public final class Encoder {

    private static final int FIRST_ROOM = 512;
    private static final int LONG = 8;

    private ByteBuffer out = ByteBuffer.allocate(FIRST_ROOM).order(ByteOrder.LITTLE_ENDIAN);

    Encoder() {}

    /** The bytes of some values, one after the other. */
    static byte[] bytes(List<DbusValue> values) {
        Encoder out = new Encoder();
        for (DbusValue value : values) {
            value.writeTo(out);
        }
        return out.toBytes();
    }

    void align(int to) {
        int missing = (to - out.position() % to) % to;
        room(missing);
        out.put(new byte[missing]);
    }

    void number(int size, long value) {
        align(size);
        room(LONG);
        int end = out.position() + size;
        out.putLong(value).position(end);
    }

    void text(char type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(type == 'g' ? 1 : Integer.BYTES, bytes.length);
        raw(bytes);
        number(1, 0);
    }

    /** The length that goes first counts the elements, not the padding before them. */
    void array(int alignment, List<DbusValue> elements) {
        number(Integer.BYTES, 0);
        int lengthAt = out.position() - Integer.BYTES;
        align(alignment);
        int start = out.position();
        for (DbusValue element : elements) {
            element.writeTo(this);
        }
        out.putInt(lengthAt, out.position() - start);
    }

    void raw(byte[] bytes) {
        room(bytes.length);
        out.put(bytes);
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private void room(int bytes) {
        if (out.remaining() >= bytes) {
            return;
        }
        int wanted = Math.max(2 * out.capacity(), out.position() + bytes);
        ByteBuffer wider = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
        out = wider.put(out.flip());
    }
}
