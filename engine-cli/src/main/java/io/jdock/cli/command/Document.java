package io.jdock.cli.command;

import io.jdock.cli.template.JsonData;
import io.jdock.cli.template.Template;
import io.jdock.cli.template.TemplateException;
import io.jdock.json.JsonValue;

/** Prints one JSON document in the form of {@code --format}: {@code json}, or a template. */
public final class Document {

    private Document() {}

    /** Prints {@code document} and a line end. */
    public static void print(Cli cli, String format, JsonValue document) {
        if (format.equals("json")) {
            cli.out().println(document.toJson());
            return;
        }
        cli.out().println(render(parse(format), document));
    }

    /** Parses a format, in which {@code json} is short for the whole document. */
    public static Template parse(String format) {
        try {
            return Template.parse(format.equals("json") ? "{{json .}}" : format);
        } catch (TemplateException e) {
            throw new CommandException("template parsing error: " + e.getMessage(), 64);
        }
    }

    public static String render(Template template, JsonValue document) {
        try {
            return template.execute(new JsonData(document));
        } catch (TemplateException e) {
            throw new CommandException("template parsing error: " + e.getMessage());
        }
    }
}
