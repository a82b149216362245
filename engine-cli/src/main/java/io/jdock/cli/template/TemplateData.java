package io.jdock.cli.template;

import io.jdock.json.JsonValue;
import java.util.List;

/** What a template's dot stands for at the start. */
public interface TemplateData {

    /**
     * The value behind {@code .name}.
     *
     * @param arguments what follows the name in the template, mostly nothing
     * @throws TemplateException when there is no such field
     */
    JsonValue field(String name, List<JsonValue> arguments);

    /** The value behind a dot alone. */
    JsonValue whole();
}
