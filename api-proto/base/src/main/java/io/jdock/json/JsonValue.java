package io.jdock.json;

/** A JSON value. Dispatch is by virtual methods, as a pattern {@code switch} needs a bootstrap that a cold start pays for. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBool, JsonNull {

    /**
     * Appends this value in compact form.
     *
     * @param escapeHtml whether {@code <}, {@code >} and {@code &} are written as {@code \\u} escapes, as Docker does for
     *     rows of a table
     */
    void write(StringBuilder out, boolean escapeHtml);

    /** The text of a string, the digits of a number, {@code true} or {@code false}; compact JSON for everything else. */
    default String asText() {
        return toJson();
    }

    /** This value in compact form, without HTML escapes. */
    default String toJson() {
        StringBuilder out = new StringBuilder(256);
        write(out, false);
        return out.toString();
    }
}
