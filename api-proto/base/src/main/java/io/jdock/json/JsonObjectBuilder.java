package io.jdock.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the members of a {@link JsonObject}. For one thread, used once. */
public final class JsonObjectBuilder {

    private Map<String, JsonValue> members = new LinkedHashMap<>();

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

    /** Writes all 64 bits of {@code value} as a number without sign. */
    public JsonObjectBuilder putUnsigned(String name, long value) {
        return put(name, new JsonNumber(Long.toUnsignedString(value)));
    }

    /** Leaves an absent number out. */
    public JsonObjectBuilder putUnlessNull(String name, @Nullable Long value) {
        return value == null ? this : put(name, value);
    }

    /** Leaves an absent number out. */
    public JsonObjectBuilder putUnlessNull(String name, @Nullable Integer value) {
        return value == null ? this : put(name, value);
    }

    /** Leaves an absent truth value out. */
    public JsonObjectBuilder putUnlessNull(String name, @Nullable Boolean value) {
        return value == null ? this : put(name, value);
    }

    /** Leaves an absent number out; others are written without sign. */
    public JsonObjectBuilder putUnsignedUnlessNull(String name, @Nullable Long value) {
        return value == null ? this : putUnsigned(name, value);
    }

    /** Leaves an absent list out, and writes an empty one. */
    public JsonObjectBuilder putUnlessNull(String name, @Nullable List<String> texts) {
        return texts == null ? this : put(name, texts);
    }

    /** Leaves an absent object out. */
    public <T> JsonObjectBuilder putUnlessNull(String name, @Nullable T value, Function<T, JsonObject> writer) {
        return value == null ? this : put(name, writer.apply(value));
    }

    /** Leaves an absent or empty text out, which every reader takes for "not set". */
    public JsonObjectBuilder putUnlessEmpty(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : put(name, value);
    }

    /** Leaves an empty list out. */
    public JsonObjectBuilder putUnlessEmpty(String name, List<String> texts) {
        return texts.isEmpty() ? this : put(name, texts);
    }

    /** Leaves an empty object out. */
    public JsonObjectBuilder putUnlessEmpty(String name, JsonObject value) {
        return value.isEmpty() ? this : put(name, value);
    }

    /** Leaves an empty list out. */
    public <T> JsonObjectBuilder putUnlessEmpty(String name, List<T> values, Function<T, JsonObject> writer) {
        List<JsonValue> items = new ArrayList<>(values.size());
        for (T value : values) {
            items.add(writer.apply(value));
        }
        return items.isEmpty() ? this : put(name, new JsonArray(items));
    }

    /** Leaves an empty list of numbers out. */
    public JsonObjectBuilder putNumbersUnlessEmpty(String name, List<Long> values) {
        List<JsonValue> items = new ArrayList<>(values.size());
        for (long value : values) {
            items.add(new JsonNumber(Long.toString(value)));
        }
        return items.isEmpty() ? this : put(name, new JsonArray(items));
    }

    /** Leaves an empty map out. */
    public <T> JsonObjectBuilder putUnlessEmpty(String name, Map<String, T> values, Function<T, JsonObject> writer) {
        JsonObjectBuilder object = JsonObject.builder();
        for (Map.Entry<String, T> entry : values.entrySet()) {
            object.put(entry.getKey(), writer.apply(entry.getValue()));
        }
        return putUnlessEmpty(name, object.build());
    }

    /** Leaves zero out. */
    public JsonObjectBuilder putUnlessZero(String name, long value) {
        return value == 0 ? this : put(name, value);
    }

    /** Leaves false out. */
    public JsonObjectBuilder putIfTrue(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    /** The finished object; nothing can be put into this builder any more. */
    public JsonObject build() {
        JsonObject object = new JsonObject(members);
        members = Map.of();
        return object;
    }
}
