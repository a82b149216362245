package io.jdock.runc.flags;

import java.util.ArrayList;
import java.util.List;

/** One flag of a command: its names, what it is for, and what it was given. Written by the parser, then read by the command. */
public final class Flag {

    /** What a flag takes. */
    public enum Kind {
        /** {@code --force}, {@code --force=false}. */
        SWITCH,
        /** A value; of several the last one counts. */
        TEXT,
        /** Any number of values. */
        LIST,
        /** A 64-bit number. */
        NUMBER
    }

    private final Kind kind;
    private final String name;
    private final String letter;
    private final String usage;
    private final List<String> values = new ArrayList<>(1);

    Flag(Kind kind, String name, String letter, String usage) {
        this.kind = kind;
        this.name = name;
        this.letter = letter;
        this.usage = usage;
    }

    /** Whether it was on the command line. */
    public boolean given() {
        return !values.isEmpty();
    }

    /** Whether the switch is on. */
    public boolean on() {
        return given() && isTrue(values.getLast());
    }

    /** The value, or an empty text. */
    public String text() {
        return given() ? values.getLast() : "";
    }

    /** All values, in order. */
    public List<String> values() {
        return List.copyOf(values);
    }

    /** The number, or this one. */
    public long number(long otherwise) {
        return given() ? Long.decode(values.getLast()) : otherwise;
    }

    Kind kind() {
        return kind;
    }

    /** Its long name. */
    public String name() {
        return name;
    }

    String letter() {
        return letter;
    }

    String usage() {
        return usage;
    }

    boolean isCalled(String word) {
        return word.equals(name) || !letter.isEmpty() && word.equals(letter);
    }

    /** @throws UsageException if the value has not this flag's form */
    void add(String calledAs, String value) {
        switch (kind) {
            case SWITCH -> requireBoolean(calledAs, value);
            case NUMBER -> requireNumber(calledAs, value);
            case TEXT, LIST -> {}
        }
        values.add(value);
    }

    private static void requireBoolean(String calledAs, String value) {
        switch (value) {
            case "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False" -> {}
            default ->
                throw new UsageException(
                        "invalid boolean value \"%s\" for -%s: parse error".formatted(value, calledAs));
        }
    }

    private static void requireNumber(String calledAs, String value) {
        try {
            Long.decode(value);
        } catch (NumberFormatException e) {
            throw new UsageException("invalid value \"%s\" for flag -%s: parse error".formatted(value, calledAs));
        }
    }

    private static boolean isTrue(String value) {
        char first = value.charAt(0);
        return first == '1' || first == 't' || first == 'T';
    }
}
