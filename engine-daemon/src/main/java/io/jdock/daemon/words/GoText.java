package io.jdock.daemon.words;

/** Text as Go's {@code fmt} writes it, which is how histories and messages of Docker look. */
public final class GoText {

    private static final long SECOND = 1_000_000_000L;

    private GoText() {}

    /** What {@code %q} makes of a string. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> out.append(character(c, '"')));
        return out.append('"').toString();
    }

    /** What {@code %q} makes of a number: the character of that code. */
    public static String quote(int number) {
        return "'" + character(number, '\'') + "'";
    }

    private static String character(int c, char mark) {
        return switch (c) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            case '\\' -> "\\\\";
            default -> c == mark ? "\\" + mark : plain(c);
        };
    }

    private static String plain(int c) {
        if (c < ' ' || c == 0x7f) {
            return "\\x%02x".formatted(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
            default -> Character.toString(c);
        };
    }

    /** A duration such as {@code 1m30s}. @param nanos at least 0 */
    public static String duration(long nanos) {
        if (nanos < SECOND) {
            return nanos == 0 ? "0s" : belowSecond(nanos);
        }
        long seconds = nanos / SECOND;
        String rest = seconds % 60 + fraction(nanos % SECOND, 9) + "s";
        long minutes = seconds / 60;
        if (minutes == 0) {
            return rest;
        }
        return minutes < 60 ? minutes + "m" + rest : minutes / 60 + "h" + minutes % 60 + "m" + rest;
    }

    private static String belowSecond(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? nanos / 1_000 + fraction(nanos % 1_000, 3) + "µs"
                : nanos / 1_000_000 + fraction(nanos % 1_000_000, 6) + "ms";
    }

    private static String fraction(long rest, int digits) {
        String all = "%0" + digits + "d";
        return rest == 0 ? "" : "." + all.formatted(rest).replaceAll("0+$", "");
    }
}
