package io.jdock.cli.template;

import io.jdock.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a template is being run: what the dot stands for, and the variables. Blocks see those of the blocks around them. */
final class Scope {

    private final TemplateData dot;
    private final boolean heading;
    private final @Nullable Scope outer;
    private final Map<String, JsonValue> variables = new HashMap<>();

    Scope(TemplateData dot, boolean heading) {
        this(dot, heading, null);
    }

    private Scope(TemplateData dot, boolean heading, @Nullable Scope outer) {
        this.dot = dot;
        this.heading = heading;
        this.outer = outer;
    }

    Scope inside(JsonValue newDot) {
        return new Scope(new JsonData(newDot), heading, this);
    }

    Scope inside() {
        return new Scope(dot, heading, this);
    }

    TemplateData dot() {
        return dot;
    }

    boolean isHeading() {
        return heading;
    }

    /** The value of a variable; {@code $} alone is what the dot stood for at the start. */
    TemplateData variable(String name) {
        Scope scope = this;
        while (true) {
            JsonValue value = scope.variables.get(name);
            if (value != null) {
                return new JsonData(value);
            }
            if (scope.outer == null) {
                break;
            }
            scope = scope.outer;
        }
        if (name.equals("$")) {
            return scope.dot;
        }
        throw new TemplateException("undefined variable \"" + name + "\"");
    }

    void set(String name, JsonValue value, boolean declares) {
        Scope scope = this;
        while (!declares && !scope.variables.containsKey(name)) {
            if (scope.outer == null) {
                throw new TemplateException("undefined variable \"" + name + "\"");
            }
            scope = scope.outer;
        }
        scope.variables.put(name, value);
    }
}
