package io.jdock.runc.verb;

import io.jdock.json.JsonIndent;
import io.jdock.json.JsonValue;

/** JSON as Go's encoder lays it out, which callers may compare. */
final class Json {

    private Json() {}

    /** One line, with its end. */
    static String line(JsonValue value) {
        return text(value) + "\n";
    }

    /** Over several lines. @param unit added per level */
    static String indented(JsonValue value, String unit) {
        return JsonIndent.indent(text(value), unit);
    }

    private static String text(JsonValue value) {
        StringBuilder out = new StringBuilder();
        value.write(out, true);
        return out.toString();
    }
}
