package io.jdock.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The attributes of a received message by type; of a type that comes twice, the last. */
final class NetlinkAttributes {

    // The two upper bits say "nested" and "network byte order", see NLA_TYPE_MASK.
    private static final int TYPE_MASK = 0x3fff;
    private static final int HEADER_LENGTH = 4;

    private final Map<Integer, byte[]> values;

    private NetlinkAttributes(Map<Integer, byte[]> values) {
        this.values = values;
    }

    /** Reads attributes from the buffer's position to its limit. */
    static NetlinkAttributes parse(ByteBuffer source) {
        ByteBuffer buffer = source.slice().order(ByteOrder.nativeOrder());
        Map<Integer, byte[]> values = new HashMap<>();
        while (buffer.remaining() >= HEADER_LENGTH) {
            int start = buffer.position();
            int length = Short.toUnsignedInt(buffer.getShort());
            int type = buffer.getShort() & TYPE_MASK;
            if (length < HEADER_LENGTH || length > buffer.limit() - start) {
                throw new IllegalStateException("netlink attribute %d has length %d".formatted(type, length));
            }
            byte[] value = new byte[length - HEADER_LENGTH];
            buffer.get(value);
            values.put(type, value);
            buffer.position(Math.min(buffer.limit(), start + (length + 3) / 4 * 4));
        }
        return new NetlinkAttributes(values);
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(values.get(type));
    }

    OptionalInt integer(int type) {
        byte[] value = values.get(type);
        return value == null || value.length < Integer.BYTES
                ? OptionalInt.empty()
                : OptionalInt.of(
                        ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt());
    }

    /** A string, without the zero byte at its end. */
    Optional<String> string(int type) {
        return bytes(type).map(value -> new String(value, StandardCharsets.UTF_8).replace("\0", ""));
    }

    Optional<NetlinkAttributes> nested(int type) {
        return bytes(type).map(value -> parse(ByteBuffer.wrap(value)));
    }
}
