package io.jdock.cli.command;

import io.jdock.cli.template.TemplateData;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;

/** The first line of a table that a template makes: each field stands for its own heading. */
final class HeadingRow implements TemplateData {

    private final Headings headings;

    HeadingRow(Headings headings) {
        this.headings = headings;
    }

    /** A field that takes arguments, such as {@code .Label "owner"}, is headed by its argument. */
    @Override
    public JsonValue field(String name, List<JsonValue> arguments) {
        return arguments.isEmpty() ? new JsonText(headings.of(name)) : arguments.get(0);
    }

    @Override
    public JsonValue whole() {
        return new JsonText("");
    }
}
