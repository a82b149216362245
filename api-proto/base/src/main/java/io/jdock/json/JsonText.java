package io.jdock.json;

/** A string. */
public record JsonText(String value) implements JsonValue {

    private static final String HEX = "0123456789abcdef";

    @Override
    public String asText() {
        return value;
    }

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        writeQuoted(value, out, escapeHtml);
    }

    /** Appends {@code text} between quotes, with the escapes that RFC 8259 section 7 asks for. */
    static void writeQuoted(String text, StringBuilder out, boolean escapeHtml) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            writeChar(text.charAt(i), out, escapeHtml);
        }
        out.append('"');
    }

    private static void writeChar(char c, StringBuilder out, boolean escapeHtml) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&' -> writeMarkup(c, out, escapeHtml);
            // Legal in JSON, but line ends in JavaScript: Docker escapes them always.
            case '\u2028', '\u2029' -> writeEscape(c, out);
            default -> {
                if (c < ' ') {
                    writeEscape(c, out);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static void writeMarkup(char c, StringBuilder out, boolean escapeHtml) {
        if (escapeHtml) {
            writeEscape(c, out);
        } else {
            out.append(c);
        }
    }

    private static void writeEscape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
