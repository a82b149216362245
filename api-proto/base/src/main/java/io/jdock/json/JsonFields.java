package io.jdock.json;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object of a document, each as the kind of value that the document's specification gives it.
 *
 * <p>An absent member and {@code null} are the same; members that nobody asks for are ignored. A value of another kind, or a
 * number out of range, and a text with a NUL, at which system calls would cut it, ends in an {@link InvalidArgumentException} that names the place as a path, as in
 * {@code process.rlimits[0].hard}. For one thread.
 */
public final class JsonFields {

    /**
     * Makes a value of the members of an object.
     *
     * @param <T> what it makes
     */
    public interface Reader<T> {

        /** @throws IllegalArgumentException for what no such value can have; the path is added to its message */
        T read(JsonFields in);
    }

    private static final long MAX_UINT32 = 0xffff_ffffL;

    private final JsonObject object;
    private final JsonPath path;

    private JsonFields(JsonObject object, JsonPath path) {
        this.object = object;
        this.path = path;
    }

    /** Reads a whole document. */
    public static <T> T read(JsonValue document, Reader<T> reader) {
        return object(document, JsonPath.ROOT, reader);
    }

    /** The member as text. */
    public @Nullable String text(String name) {
        JsonValue value = present(name);
        return value == null ? null : text(value, path.member(name));
    }

    /** The member as text; it must be there. */
    public String requiredText(String name) {
        return require(name, text(name));
    }

    /** The member as a list of texts; absent is empty. */
    public List<String> texts(String name) {
        return list(name, JsonFields::text);
    }

    /** The member as a list of texts, for where an empty list says something else than none. */
    public @Nullable List<String> textsOrNull(String name) {
        return present(name) == null ? null : texts(name);
    }

    /** The member as named texts, in order; absent is empty. */
    public Map<String, String> textMap(String name) {
        return map(name, JsonFields::text);
    }

    /** The member as a truth value. */
    public @Nullable Boolean bool(String name) {
        JsonValue value = present(name);
        if (value == null || value instanceof JsonBool) {
            return value == null ? null : ((JsonBool) value).value();
        }
        throw path.member(name).wrong("true or false", value);
    }

    /** Whether the member is {@code true}. */
    public boolean isTrue(String name) {
        Boolean value = bool(name);
        return value != null && value;
    }

    /** The member as a number from {@code min} to {@code max}. */
    public @Nullable Integer integer(String name, int min, int max) {
        Long value = number(name, min, max);
        return value == null ? null : value.intValue();
    }

    /** The member as a number from {@code min} to {@code max}; it must be there. */
    public int requiredInteger(String name, int min, int max) {
        return require(name, integer(name, min, max));
    }

    /** The member as a number of 32 bits with sign. */
    public @Nullable Integer int32(String name) {
        return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The member as a number of 32 bits without sign. */
    public @Nullable Long uint32(String name) {
        return number(name, 0, MAX_UINT32);
    }

    /** The member as a number of 32 bits without sign; it must be there. */
    public long requiredUint32(String name) {
        return require(name, uint32(name));
    }

    /** The member as a list of numbers of 32 bits without sign; absent is empty. */
    public List<Long> uint32s(String name) {
        return list(name, (value, place) -> JsonIntegers.signed(value, place, 0, MAX_UINT32));
    }

    /** The member as a number of 64 bits with sign. */
    public @Nullable Long int64(String name) {
        return number(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The member as a number of 63 bits without sign, for what is unsigned and small by its nature. */
    public @Nullable Long uint63(String name) {
        return number(name, 0, Long.MAX_VALUE);
    }

    /** The member as a number of 64 bits without sign, bit for bit: 2^64-1 is read as -1. */
    public @Nullable Long uint64(String name) {
        JsonValue value = present(name);
        return value == null ? null : JsonIntegers.unsigned(value, path.member(name));
    }

    /** The member as a number of 64 bits without sign, bit for bit; it must be there. */
    public long requiredUint64(String name) {
        return require(name, uint64(name));
    }

    /** The member as an object. */
    public <T> @Nullable T object(String name, Reader<T> reader) {
        JsonValue value = present(name);
        return value == null ? null : object(value, path.member(name), reader);
    }

    /** The member as a list of objects; absent is empty. */
    public <T> List<T> objects(String name, Reader<T> reader) {
        return list(name, (value, place) -> object(value, place, reader));
    }

    /** The member as named objects, in order; absent is empty. */
    public <T> Map<String, T> objectMap(String name, Reader<T> reader) {
        return map(name, (value, place) -> object(value, place, reader));
    }

    private @Nullable JsonValue present(String name) {
        JsonValue value = object.get(name);
        return value == JsonNull.NULL ? null : value;
    }

    private <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw path.refuse("\"" + name + "\" is missing");
        }
        return value;
    }

    private @Nullable Long number(String name, long min, long max) {
        JsonValue value = present(name);
        return value == null ? null : JsonIntegers.signed(value, path.member(name), min, max);
    }

    /** Reads a value found at a place. */
    private interface Element<T> {
        T read(JsonValue value, JsonPath place);
    }

    private <T> List<T> list(String name, Element<T> element) {
        JsonValue value = present(name);
        if (value == null) {
            return List.of();
        }
        JsonPath place = path.member(name);
        if (!(value instanceof JsonArray array)) {
            throw place.wrong("an array", value);
        }
        List<T> list = new ArrayList<>(array.items().size());
        for (JsonValue item : array.items()) {
            list.add(element.read(item, place.item(list.size())));
        }
        return List.copyOf(list);
    }

    private <T> Map<String, T> map(String name, Element<T> element) {
        JsonValue value = present(name);
        if (value == null) {
            return Map.of();
        }
        JsonPath place = path.member(name);
        if (!(value instanceof JsonObject members)) {
            throw place.wrong("an object", value);
        }
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : members.members().entrySet()) {
            withoutNul(member.getKey(), place);
            map.put(member.getKey(), element.read(member.getValue(), place.key(member.getKey())));
        }
        return map;
    }

    private static String text(JsonValue value, JsonPath place) {
        if (value instanceof JsonText text) {
            return withoutNul(text.value(), place);
        }
        throw place.wrong("a string", value);
    }

    private static String withoutNul(String text, JsonPath place) {
        if (text.indexOf('\0') >= 0) {
            throw place.refuse("a NUL character in a text");
        }
        return text;
    }

    private static <T> T object(JsonValue value, JsonPath place, Reader<T> reader) {
        if (!(value instanceof JsonObject members)) {
            throw place.wrong("an object", value);
        }
        try {
            return reader.read(new JsonFields(members, place));
        } catch (IllegalArgumentException e) {
            String why = e.getMessage();
            throw place.refuse(why == null ? e.toString() : why);
        }
    }
}
