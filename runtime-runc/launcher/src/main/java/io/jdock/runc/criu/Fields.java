package io.jdock.runc.criu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.DataLossException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a protobuf message that was received. Of several values that one field has, the last one counts, or all. */
final class Fields {

    private static final int LONGEST_VARINT = 70;

    private final Map<Integer, List<Long>> numbers = new HashMap<>();
    private final Map<Integer, List<byte[]>> blocks = new HashMap<>();

    private Fields() {}

    /** @throws DataLossException if the bytes are no message */
    static Fields parse(byte[] bytes) {
        Fields fields = new Fields();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            fields.add(in);
        }
        return fields;
    }

    private void add(ByteBuffer in) {
        long tag = varint(in);
        int field = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
            case Message.VARINT ->
                numbers.computeIfAbsent(field, _ -> new ArrayList<>()).add(varint(in));
            case Message.LENGTH_DELIMITED ->
                blocks.computeIfAbsent(field, _ -> new ArrayList<>()).add(take(in, varint(in)));
            case Message.FIXED64 -> take(in, Long.BYTES);
            case Message.FIXED32 -> take(in, Integer.BYTES);
            default -> throw new DataLossException("message of criu: unknown kind of field %d".formatted(field));
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            byte next = take(in, 1)[0];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DataLossException("message of criu: a number without end");
    }

    private static byte[] take(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new DataLossException("message of criu: it ends within a field");
        }
        byte[] taken = new byte[(int) length];
        in.get(taken);
        return taken;
    }

    Optional<Long> number(int field) {
        return last(numbers, field);
    }

    boolean isTrue(int field) {
        return number(field).orElse(0L) != 0;
    }

    Optional<String> text(int field) {
        return last(blocks, field).map(bytes -> new String(bytes, UTF_8));
    }

    List<String> texts(int field) {
        return blocks.getOrDefault(field, List.of()).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    /** The message in a field. */
    Optional<Fields> nested(int field) {
        return last(blocks, field).map(Fields::parse);
    }

    /** All messages of a repeated field. */
    List<Fields> all(int field) {
        return blocks.getOrDefault(field, List.of()).stream().map(Fields::parse).toList();
    }

    private static <T> Optional<T> last(Map<Integer, List<T>> all, int field) {
        List<T> values = all.get(field);
        return values == null ? Optional.empty() : Optional.of(values.getLast());
    }
}
