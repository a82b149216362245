package io.jdock.linux.dbus;

import java.util.ArrayList;
import java.util.List;

/**
 * A value with its type.
 *
 * <p>Writing is a method of each kind, not a switch over them: a command that starts cold pays for the bootstrap of such a switch.
 */
public sealed interface DbusValue {

    /** Its type, as in {@code s} or {@code a(ss)}. */
    String signature();

    void writeTo(Encoder out);

    /** The text of a text. @throws DbusException if it is something else */
    default String text() {
        throw DbusException.protocol("expected a text, got " + this);
    }

    /** The number, of a number. @throws DbusException if it is something else */
    default long number() {
        throw DbusException.protocol("expected a number, got " + this);
    }

    /**
     * A number, a truth or a part of a descriptor table: what has a fixed size.
     *
     * @param type {@code y b n q i u x t d} or {@code h}
     * @param value the bits; for {@code d} as {@link Double#doubleToRawLongBits}
     */
    record Fixed(char type, long value) implements DbusValue {

        @Override
        public String signature() {
            return String.valueOf(type);
        }

        @Override
        public long number() {
            return value;
        }

        @Override
        public void writeTo(Encoder out) {
            out.number(Alignment.of(type), value);
        }
    }

    /** @param type {@code s} for a text, {@code o} for an object's path, {@code g} for a signature */
    record Text(char type, String value) implements DbusValue {

        @Override
        public String signature() {
            return String.valueOf(type);
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public void writeTo(Encoder out) {
            out.text(type, value);
        }
    }

    /** @param element the type of all elements, which an empty array has too */
    record Array(String element, List<DbusValue> elements) implements DbusValue {

        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String signature() {
            return "a".concat(element);
        }

        @Override
        public void writeTo(Encoder out) {
            out.array(Alignment.of(element.charAt(0)), elements);
        }
    }

    /** Several values as one; an entry of a dictionary is read as one of two. */
    record Struct(List<DbusValue> members) implements DbusValue {

        public Struct {
            members = List.copyOf(members);
        }

        @Override
        public String signature() {
            StringBuilder all = new StringBuilder("(");
            for (DbusValue member : members) {
                all.append(member.signature());
            }
            return all.append(')').toString();
        }

        @Override
        public void writeTo(Encoder out) {
            out.align(Alignment.STRUCT);
            for (DbusValue member : members) {
                member.writeTo(out);
            }
        }
    }

    /** A value that brings its type with it. */
    record Variant(DbusValue value) implements DbusValue {

        @Override
        public String signature() {
            return "v";
        }

        @Override
        public void writeTo(Encoder out) {
            out.text('g', value.signature());
            value.writeTo(out);
        }
    }

    static DbusValue of(String text) {
        return new Text('s', text);
    }

    static DbusValue of(boolean truth) {
        return new Fixed('b', truth ? 1 : 0);
    }

    static DbusValue uint32(long number) {
        return new Fixed('u', number);
    }

    /** @param number all 64 bits count, so -1 is the greatest there is */
    static DbusValue uint64(long number) {
        return new Fixed('t', number);
    }

    static DbusValue struct(DbusValue... members) {
        return new Struct(List.of(members));
    }

    static DbusValue texts(List<String> texts) {
        List<DbusValue> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            elements.add(of(text));
        }
        return new Array("s", elements);
    }

    static DbusValue bytes(byte[] bytes) {
        List<DbusValue> elements = new ArrayList<>(bytes.length);
        for (byte each : bytes) {
            elements.add(new Fixed('y', each & 0xff));
        }
        return new Array("y", elements);
    }
}
