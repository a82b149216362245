package io.jdock.cli.json;

/** {@code true} or {@code false}. */
public record JsonBool(boolean value) implements JsonValue {

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append(value);
    }
}
