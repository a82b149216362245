package io.jdock.json;

import io.jdock.errdefs.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/** A place in a document. Made for each value that is read, spelled out only in an error. */
final class JsonPath {

    /** The document itself. */
    static final JsonPath ROOT = new JsonPath(null, "", -1, false);

    private final @Nullable JsonPath parent;
    private final String name;
    private final int index;
    private final boolean free;

    private JsonPath(@Nullable JsonPath parent, String name, int index, boolean free) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.free = free;
    }

    /** A member whose name the document's specification gives. */
    JsonPath member(String child) {
        return new JsonPath(this, child, -1, false);
    }

    /** A member whose name the document's author chose. */
    JsonPath key(String child) {
        return new JsonPath(this, child, -1, true);
    }

    /** An element of an array. */
    JsonPath item(int at) {
        return new JsonPath(this, "", at, false);
    }

    InvalidArgumentException refuse(String why) {
        String place = toString();
        return new InvalidArgumentException(place.isEmpty() ? why : place + ": " + why);
    }

    /** Refuses a value of the wrong kind, of which it shows no more than belongs into a message. */
    InvalidArgumentException wrong(String wanted, JsonValue got) {
        return refuse("want " + wanted + ", got " + shown(got));
    }

    private static String shown(JsonValue value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof JsonArray) {
            return "an array";
        }
        String text = JsonScanner.shortened(value.asText());
        return value instanceof JsonText ? "\"" + text + "\"" : text;
    }

    /** As in {@code linux.devices[3].path} and {@code linux.sysctl["net.core.somaxconn"]}. */
    @Override
    public String toString() {
        if (parent == null) {
            return name;
        }
        String above = parent.toString();
        if (index >= 0) {
            return above + "[" + index + "]";
        }
        if (free) {
            return above + "[\"" + JsonScanner.shortened(name) + "\"]";
        }
        return above.isEmpty() ? name : above + "." + name;
    }
}
