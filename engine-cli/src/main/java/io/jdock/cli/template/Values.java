package io.jdock.cli.template;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonBool;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;

/** How values print, compare and count as true, by Go's rules. */
final class Values {

    private Values() {}

    /** A value as Go prints it: {@code [a b]} for lists, {@code map[k:v]} for objects. */
    static String show(JsonValue value) {
        return switch (value) {
            case JsonText text -> text.value();
            case JsonNumber number -> number.digits();
            case JsonBool bool -> Boolean.toString(bool.value());
            case JsonNull _ -> "<no value>";
            case JsonArray array -> list(array);
            case JsonObject object -> map(object);
        };
    }

    private static String list(JsonArray array) {
        StringBuilder out = new StringBuilder("[");
        for (JsonValue item : array.items()) {
            out.append(out.length() > 1 ? " " : "").append(item == JsonNull.NULL ? "<nil>" : show(item));
        }
        return out.append(']').toString();
    }

    private static String map(JsonObject object) {
        StringBuilder out = new StringBuilder("map[");
        String separator = "";
        for (String name : object.sortedNames()) {
            JsonValue value = object.get(name);
            out.append(separator).append(name).append(':').append(value == JsonNull.NULL ? "<nil>" : show(value));
            separator = " ";
        }
        return out.append(']').toString();
    }

    /** False for false, zero, null and everything empty. */
    static boolean isTrue(JsonValue value) {
        return switch (value) {
            case JsonText text -> !text.value().isEmpty();
            case JsonNumber number -> number.asDouble() != 0;
            case JsonBool bool -> bool.value();
            case JsonNull _ -> false;
            case JsonArray array -> !array.items().isEmpty();
            case JsonObject object -> !object.isEmpty();
        };
    }

    /**
     * Orders two numbers or two texts.
     *
     * @throws TemplateException for anything else
     */
    static int compare(JsonValue left, JsonValue right) {
        if (left instanceof JsonNumber a && right instanceof JsonNumber b) {
            return a.isInteger() && b.isInteger()
                    ? Long.compare(a.asLong(), b.asLong())
                    : Double.compare(a.asDouble(), b.asDouble());
        }
        if (left instanceof JsonText a && right instanceof JsonText b) {
            return a.value().compareTo(b.value());
        }
        throw new TemplateException("incompatible types for comparison");
    }

    static boolean equal(JsonValue left, JsonValue right) {
        if (left instanceof JsonBool || left instanceof JsonNull || right instanceof JsonNull) {
            return left.equals(right);
        }
        return compare(left, right) == 0;
    }
}
