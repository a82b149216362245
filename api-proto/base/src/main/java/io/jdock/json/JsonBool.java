package io.jdock.json;

/** {@code true} or {@code false}. */
public record JsonBool(boolean value) implements JsonValue {

    /** The literal {@code true}. */
    public static final JsonBool TRUE = new JsonBool(true);

    /** The literal {@code false}. */
    public static final JsonBool FALSE = new JsonBool(false);

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append(value);
    }
}
