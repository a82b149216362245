package io.jdock.cli.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the members of a {@link JsonObject}. For one thread, used once. */
public final class JsonObjectBuilder {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    JsonObjectBuilder() {}

    public JsonObjectBuilder put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    public JsonObjectBuilder put(String name, String value) {
        return put(name, new JsonText(value));
    }

    public JsonObjectBuilder put(String name, long value) {
        return put(name, new JsonNumber(Long.toString(value)));
    }

    public JsonObjectBuilder put(String name, boolean value) {
        return put(name, new JsonBool(value));
    }

    public JsonObjectBuilder put(String name, List<String> texts) {
        return put(name, JsonArray.ofTexts(texts));
    }

    /** Leaves an empty text out, which the engine reads as "not set". */
    public JsonObjectBuilder putUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : put(name, value);
    }

    /** Leaves an empty list out. */
    public JsonObjectBuilder putUnlessEmpty(String name, List<String> texts) {
        return texts.isEmpty() ? this : put(name, texts);
    }

    /** Leaves an empty object out. */
    public JsonObjectBuilder putUnlessEmpty(String name, JsonObject value) {
        return value.isEmpty() ? this : put(name, value);
    }

    /** Leaves zero out. */
    public JsonObjectBuilder putUnlessZero(String name, long value) {
        return value == 0 ? this : put(name, value);
    }

    /** Leaves false out. */
    public JsonObjectBuilder putIfTrue(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    /** The finished object; later changes to this builder do not reach it. */
    public JsonObject build() {
        return new JsonObject(new LinkedHashMap<>(members));
    }
}
