package io.jdock.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values in the order in which they were written.
 *
 * <p>The typed getters read as the engine's own clients do: an absent member, {@code null} and a value of another kind all
 * count as the empty value of the wanted kind, because engines of different versions send different sets of members.
 */
public final class JsonObject implements JsonValue {

    /** The object without members, which also stands for an absent one. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, JsonValue> members;

    JsonObject(Map<String, JsonValue> members) {
        this.members = members;
    }

    /** Starts a new object. */
    public static JsonObjectBuilder builder() {
        return new JsonObjectBuilder();
    }

    /** An object whose members are all strings. */
    public static JsonObject ofTexts(Map<String, String> texts) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            members.put(entry.getKey(), new JsonText(entry.getValue()));
        }
        return new JsonObject(members);
    }

    /** All members, unmodifiable, in order. */
    public Map<String, JsonValue> members() {
        return Collections.unmodifiableMap(members);
    }

    /** The member names in alphabetical order. */
    public List<String> sortedNames() {
        List<String> names = new ArrayList<>(members.keySet());
        Collections.sort(names);
        return names;
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether there is such a member, be it {@code null}. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member, or {@link JsonNull#NULL} when absent. */
    public JsonValue get(String name) {
        JsonValue value = members.get(name);
        return value == null ? JsonNull.NULL : value;
    }

    /** The member as text; empty when absent or {@code null}. */
    public String text(String name) {
        JsonValue value = known(name);
        return value == null ? "" : value.asText();
    }

    /** The member as a whole number; 0 when absent. */
    public long number(String name) {
        return get(name) instanceof JsonNumber number ? number.asLong() : 0;
    }

    /** The member as a floating-point number; 0 when absent. */
    public double decimal(String name) {
        return get(name) instanceof JsonNumber number ? number.asDouble() : 0;
    }

    /** The member as a truth value; false when absent. */
    public boolean bool(String name) {
        return get(name) instanceof JsonBool bool && bool.value();
    }

    /** The member as an object; {@link #EMPTY} when absent. */
    public JsonObject object(String name) {
        return get(name) instanceof JsonObject object ? object : EMPTY;
    }

    /** The member as an array; {@link JsonArray#EMPTY} when absent. */
    public JsonArray array(String name) {
        return get(name) instanceof JsonArray array ? array : JsonArray.EMPTY;
    }

    private @Nullable JsonValue known(String name) {
        JsonValue value = members.get(name);
        return value == JsonNull.NULL ? null : value;
    }

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            JsonText.writeQuoted(member.getKey(), out, escapeHtml);
            out.append(':');
            member.getValue().write(out, escapeHtml);
        }
        out.append('}');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && object.members.equals(members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
