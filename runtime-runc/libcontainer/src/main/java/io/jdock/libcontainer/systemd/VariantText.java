package io.jdock.libcontainer.systemd;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a value in GVariant's text form: {@code true}, {@code 7}, {@code uint64 7}, {@code 'text'}, {@code ['a', 'b']},
 * {@code ('a', 7)}, {@code @as []}. A number without a type is an {@code int32}, one with a point a {@code double}.
 *
 * @see <a href="https://docs.gtk.org/glib/gvariant-text-format.html">the form</a>
 */
final class VariantText {

    private static final String WORDS_END = " \t\n,)]";

    private final String text;
    private int at;

    private VariantText(String text) {
        this.text = text;
    }

    /** @throws InvalidArgumentException if it is not one value */
    static DbusValue parse(String text) {
        VariantText reading = new VariantText(text);
        DbusValue value = reading.value("");
        reading.skipBlanks();
        if (reading.at != text.length()) {
            throw reading.invalid("something follows the value");
        }
        return value;
    }

    /** @param type the signature it is to have; empty for what it looks like */
    private DbusValue value(String type) {
        skipBlanks();
        return switch (peek()) {
            case '@' -> {
                at++;
                yield value(word());
            }
            case '\'', '"' -> new DbusValue.Text(type.isEmpty() ? 's' : textType(type), quoted());
            case '[' -> array(type);
            case '(' -> struct();
            default -> named(type);
        };
    }

    private char textType(String type) {
        if (!type.matches("[sog]")) {
            throw invalid("a text is not of type " + type);
        }
        return type.charAt(0);
    }

    private DbusValue named(String type) {
        String word = word();
        return switch (word) {
            case "true" -> DbusValue.of(true);
            case "false" -> DbusValue.of(false);
            case "boolean" -> value("b");
            case "byte" -> value("y");
            case "int16" -> value("n");
            case "uint16" -> value("q");
            case "int32" -> value("i");
            case "handle" -> value("h");
            case "uint32" -> value("u");
            case "int64" -> value("x");
            case "uint64" -> value("t");
            case "double" -> value("d");
            case "string" -> value("s");
            case "objectpath" -> value("o");
            case "signature" -> value("g");
            default -> number(type, word);
        };
    }

    private DbusValue number(String type, String word) {
        String as = type.isEmpty() ? word.matches(".*[.eE].*") && !word.startsWith("0x") ? "d" : "i" : type;
        if (!as.matches("[ynqiuxtd]")) {
            throw invalid("\"%s\" is not of type %s".formatted(word, as));
        }
        try {
            long bits = as.equals("d")
                    ? Double.doubleToRawLongBits(Double.parseDouble(word))
                    : as.equals("t") && !word.startsWith("0x") ? Long.parseUnsignedLong(word) : Long.decode(word);
            requireRange(as.charAt(0), bits, word);
            return new DbusValue.Fixed(as.charAt(0), bits);
        } catch (NumberFormatException e) {
            throw invalid("\"%s\" is not a number".formatted(word));
        }
    }

    private void requireRange(char type, long value, String word) {
        boolean fits = switch (type) {
            case 'y' -> value >= 0 && value <= 255;
            case 'n' -> value == (short) value;
            case 'q' -> value >= 0 && value <= 65_535;
            case 'i' -> value == (int) value;
            case 'u' -> value >= 0 && value <= 0xffff_ffffL;
            default -> true;
        };
        if (!fits) {
            throw invalid("\"%s\" does not fit type %c".formatted(word, type));
        }
    }

    private DbusValue array(String type) {
        if (!type.isEmpty() && !type.startsWith("a")) {
            throw invalid("an array is not of type " + type);
        }
        String element = type.isEmpty() ? "" : type.substring(1);
        List<DbusValue> elements = list(']', element);
        if (elements.isEmpty() && element.isEmpty()) {
            throw invalid("an empty array needs its type, as in @as []");
        }
        String first = element.isEmpty() ? elements.getFirst().signature() : element;
        for (DbusValue each : elements) {
            if (!each.signature().equals(first)) {
                throw invalid("an array of both %s and %s".formatted(first, each.signature()));
            }
        }
        return new DbusValue.Array(first, elements);
    }

    private DbusValue struct() {
        List<DbusValue> members = list(')', "");
        if (members.isEmpty()) {
            throw invalid("a tuple of nothing");
        }
        return new DbusValue.Struct(members);
    }

    private List<DbusValue> list(char end, String type) {
        List<DbusValue> values = new ArrayList<>();
        at++;
        skipBlanks();
        while (peek() != end) {
            values.add(value(type));
            skipBlanks();
            if (peek() == ',') {
                at++;
                skipBlanks();
            } else if (peek() != end) {
                throw invalid("want a comma");
            }
        }
        at++;
        return values;
    }

    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        while (peek() != quote) {
            char c = text.charAt(at++);
            content.append(c == '\\' ? escaped() : c);
        }
        at++;
        return content.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }

    private String word() {
        int start = at;
        while (at < text.length() && WORDS_END.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw invalid("want a value");
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw invalid("it ends too early");
        }
        return text.charAt(at);
    }

    private InvalidArgumentException invalid(String why) {
        return new InvalidArgumentException("value \"%s\": %s".formatted(text, why));
    }
}
