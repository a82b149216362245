package io.jdock.json;

/** The literal {@code null}. */
public final class JsonNull implements JsonValue {

    /** The only instance. */
    public static final JsonNull NULL = new JsonNull();

    private JsonNull() {}

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append("null");
    }
}
