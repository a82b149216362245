package io.jdock.json;

import io.jdock.errdefs.InvalidArgumentException;

/** A string. */
public record JsonText(String value) implements JsonValue {

    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private static final String HEX = "0123456789abcdef";

    @Override
    public String asText() {
        return value;
    }

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        writeQuoted(value, out, escapeHtml);
    }

    /**
     * Appends {@code text} between quotes, with the escapes that RFC 8259 section 7 asks for.
     *
     * @throws InvalidArgumentException for half a surrogate pair, which no encoding can carry
     */
    static void writeQuoted(String text, StringBuilder out, boolean escapeHtml) {
        out.append('"');
        int start = 0;
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c >= LINE_SEPARATOR || escapeHtml && isMarkup(c)) {
                out.append(text, start, i);
                i += writeSpecial(text, i, out) - 1;
                start = i + 1;
            }
        }
        // Nearly always the whole text: most have nothing to escape.
        out.append(text, start, end).append('"');
    }

    private static boolean isMarkup(char c) {
        return c == '<' || c == '>' || c == '&';
    }

    /** Returns how many {@code char}s it has written. */
    private static int writeSpecial(String text, int at, StringBuilder out) {
        char c = text.charAt(at);
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // Line ends in JavaScript, though legal in JSON, are what Docker escapes always.
                if (c > PARAGRAPH_SEPARATOR) {
                    return writeWide(text, at, out);
                }
                writeEscape(c, out);
            }
        }
        return 1;
    }

    private static int writeWide(String text, int at, StringBuilder out) {
        int point = text.codePointAt(at);
        if (Character.getType(point) == Character.SURROGATE) {
            throw new InvalidArgumentException("text with half a surrogate pair: cannot be written");
        }
        out.appendCodePoint(point);
        return Character.charCount(point);
    }

    private static void writeEscape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
