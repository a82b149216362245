package io.jdock.linux.dbus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads values from bytes of the order that the buffer is set to. Padding counts from the buffer's start. */
final class Decoder {

    /** As deep as the specification lets containers be nested. */
    private static final int DEEPEST = 64;

    private final ByteBuffer in;

    Decoder(ByteBuffer in) {
        this.in = in;
    }

    /** A signature and where in it the reading is. */
    private static final class Types {

        private final String signature;
        private int at;

        Types(String signature) {
            this.signature = signature;
        }

        boolean more() {
            return at < signature.length();
        }

        char next() {
            if (!more()) {
                throw DbusException.protocol("the signature \"" + signature + "\" ends too early");
            }
            return signature.charAt(at++);
        }

        char peek() {
            char type = next();
            at--;
            return type;
        }
    }

    /** @throws DbusException if the bytes are not values of these types */
    List<DbusValue> all(String signature) {
        Types types = new Types(signature);
        List<DbusValue> values = new ArrayList<>();
        try {
            while (types.more()) {
                values.add(value(types, 0));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw DbusException.protocol("a message is too short for \"" + signature + '"');
        }
        return values;
    }

    private DbusValue value(Types types, int depth) {
        if (depth > DEEPEST) {
            throw DbusException.protocol("values are nested too deeply");
        }
        char type = types.next();
        if (Alignment.isFixed(type)) {
            return new DbusValue.Fixed(type, number(type));
        }
        return switch (type) {
            case 's', 'o', 'g' -> new DbusValue.Text(type, text(type));
            case 'a' -> array(types, depth);
            case '(' -> struct(types, ')', depth);
            case '{' -> struct(types, '}', depth);
            case 'v' -> variant(depth);
            default -> throw DbusException.protocol("unknown type \"" + type + '"');
        };
    }

    private long number(char type) {
        align(Alignment.of(type));
        return switch (type) {
            case 'y' -> in.get() & 0xff;
            case 'n' -> in.getShort();
            case 'q' -> in.getShort() & 0xffff;
            case 'i' -> in.getInt();
            case 'b', 'u', 'h' -> in.getInt() & 0xffff_ffffL;
            default -> in.getLong();
        };
    }

    private String text(char type) {
        int length = (int) number(type == 'g' ? 'y' : 'u');
        byte[] bytes = new byte[bounded(length)];
        in.get(bytes);
        in.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private DbusValue array(Types types, int depth) {
        int length = bounded((int) number('u'));
        align(Alignment.of(types.peek()));
        int end = in.position() + length;
        int first = types.at;
        List<DbusValue> elements = new ArrayList<>();
        while (in.position() < end) {
            int before = in.position();
            types.at = first;
            elements.add(value(types, depth + 1));
            if (in.position() == before) {
                throw DbusException.protocol("an array of values without a size");
            }
        }
        types.at = first;
        skip(types);
        return new DbusValue.Array(types.signature.substring(first, types.at), elements);
    }

    private DbusValue struct(Types types, char end, int depth) {
        align(Alignment.STRUCT);
        List<DbusValue> members = new ArrayList<>();
        while (types.peek() != end) {
            members.add(value(types, depth + 1));
        }
        types.next();
        return new DbusValue.Struct(members);
    }

    private DbusValue variant(int depth) {
        Types inner = new Types(text('g'));
        DbusValue value = value(inner, depth + 1);
        if (inner.more()) {
            throw DbusException.protocol("a variant of more than one value");
        }
        return new DbusValue.Variant(value);
    }

    /** Goes past one complete type. */
    private static void skip(Types types) {
        char type = types.next();
        if (type == 'a') {
            skip(types);
        } else if (type == '(' || type == '{') {
            char end = type == '(' ? ')' : '}';
            while (types.peek() != end) {
                skip(types);
            }
            types.next();
        }
    }

    /** Nothing is reserved for what cannot come. */
    private int bounded(int length) {
        if (length < 0 || length > in.remaining()) {
            throw DbusException.protocol("a length of " + length + " where " + in.remaining() + " bytes are left");
        }
        return length;
    }

    private void align(int to) {
        in.position((in.position() + to - 1) / to * to);
    }
}
