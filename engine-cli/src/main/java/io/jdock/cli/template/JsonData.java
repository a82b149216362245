package io.jdock.cli.template;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.List;

/** A JSON value as data: fields are its members. */
public record JsonData(JsonValue whole) implements TemplateData {

    @Override
    public JsonValue field(String name, List<JsonValue> arguments) {
        if (!arguments.isEmpty()) {
            throw new TemplateException(name + " has arguments but is not a function");
        }
        return member(whole, name);
    }

    /**
     * A member, found by its name or, failing that, by its name without regard to case: templates are written for the names
     * in Docker's own structures ({@code .ID}), which differ from the JSON ({@code Id}) in nothing else.
     *
     * @throws TemplateException when there is none
     */
    static JsonValue member(JsonValue value, String name) {
        if (!(value instanceof JsonObject object)) {
            throw new TemplateException("can't evaluate field " + name + " in a value that is not an object");
        }
        if (object.has(name)) {
            return object.get(name);
        }
        for (String candidate : object.members().keySet()) {
            if (candidate.equalsIgnoreCase(name)) {
                return object.get(candidate);
            }
        }
        throw new TemplateException("map has no entry for key \"" + name + "\"");
    }
}
