package io.jdock.json;

/**
 * Lays JSON text out over lines without reading it into values, so that {@code inspect} shows numbers and escapes exactly as
 * the engine spelled them.
 */
public final class JsonIndent {

    private final String text;
    private final String unit;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private JsonIndent(String text, String unit) {
        this.text = text;
        this.unit = unit;
    }

    /** Returns {@code text}, which must be valid JSON, with each nested level moved right by {@code unit}. */
    public static String indent(String text, String unit) {
        return new JsonIndent(text, unit).layOut();
    }

    private String layOut() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = copyString(i);
                continue;
            }
            i++;
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{', '[' -> i = open(c, i);
                case '}', ']' -> close(c);
                case ',' -> {
                    out.append(',');
                    newLine();
                }
                case ':' -> out.append(": ");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private int copyString(int start) {
        int i = start + 1;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        out.append(text, start, i + 1);
        return i + 1;
    }

    /** An empty object or list stays on one line. */
    private int open(char bracket, int next) {
        out.append(bracket);
        int i = next;
        while (Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        if (text.charAt(i) == '}' || text.charAt(i) == ']') {
            out.append(text.charAt(i));
            return i + 1;
        }
        depth++;
        newLine();
        return i;
    }

    private void close(char bracket) {
        depth--;
        newLine();
        out.append(bracket);
    }

    private void newLine() {
        out.append('\n');
        for (int i = 0; i < depth; i++) {
            out.append(unit);
        }
    }
}
