package io.jdock.runc.json;

import java.util.List;
import java.util.Map;

/**
 * Writes one JSON document in the layout of Go's encoder: members in the order given, {@code <}, {@code >} and {@code &} escaped.
 * For one thread, used once.
 */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private final String indent;
    private int depth;
    private boolean first = true;

    /** @param indent added per level; with an empty one the document is a single line */
    public JsonWriter(String indent) {
        this.indent = indent;
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    private JsonWriter begin(char bracket) {
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        out.append(bracket);
        first = false;
        return this;
    }

    /** Starts the next element of an array. */
    public JsonWriter element() {
        if (!first) {
            out.append(',');
        }
        first = false;
        newLine();
        return this;
    }

    /** Starts the next member of an object; its value follows. */
    public JsonWriter name(String name) {
        element();
        quote(name, out);
        out.append(indent.isEmpty() ? ":" : ": ");
        return this;
    }

    public JsonWriter put(String name, String value) {
        name(name);
        quote(value, out);
        return this;
    }

    public JsonWriter put(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonWriter put(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonWriter put(String name, List<String> values) {
        name(name).beginArray();
        for (String value : values) {
            element();
            quote(value, out);
        }
        return endArray();
    }

    public JsonWriter put(String name, Map<String, String> values) {
        name(name).beginObject();
        values.forEach(this::put);
        return endObject();
    }

    /** A value in an array, or after {@link #name}. */
    public JsonWriter value(long value) {
        out.append(value);
        return this;
    }

    /** A value that is JSON already. */
    public JsonWriter raw(String json) {
        out.append(json);
        return this;
    }

    private void newLine() {
        if (!indent.isEmpty()) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Appends a text in quotes. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c, out);
                default -> {
                    if (c < ' ') {
                        escape(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
