package io.jdock.cli.command;

import io.jdock.cli.template.TemplateData;
import io.jdock.cli.template.TemplateException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.util.List;

/** One line of a list: named fields, each made only when a table or template asks for it. */
public abstract class Row implements TemplateData {

    /** All field names in alphabetical order. */
    protected abstract List<String> names();

    /** The field of one of {@link #names}. */
    protected abstract JsonValue value(String name);

    /** The field as programs get it, where that is another form. */
    protected JsonValue jsonValue(String name) {
        return value(name);
    }

    /** The field as a cell of a table. */
    public final String cell(String name) {
        return value(name).asText();
    }

    @Override
    public JsonValue field(String name, List<JsonValue> arguments) {
        if (!names().contains(name)) {
            throw new TemplateException("can't evaluate field " + name);
        }
        return value(name);
    }

    @Override
    public final JsonObject whole() {
        JsonObjectBuilder all = JsonObject.builder();
        for (String name : names()) {
            all.put(name, jsonValue(name));
        }
        return all.build();
    }
}
