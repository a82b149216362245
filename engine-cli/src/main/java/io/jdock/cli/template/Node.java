package io.jdock.cli.template;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes something. */
sealed interface Node {

    void render(Scope scope, StringBuilder out);

    /** Plain text. */
    record Text(String text) implements Node {
        @Override
        public void render(Scope scope, StringBuilder out) {
            out.append(text);
        }
    }

    /** The value of an expression. */
    record Print(Expression expression) implements Node {
        @Override
        public void render(Scope scope, StringBuilder out) {
            out.append(Values.show(expression.evaluate(scope)));
        }
    }

    /** Sets a variable and writes nothing. */
    record Assign(String variable, boolean declares, Expression expression) implements Node {
        @Override
        public void render(Scope scope, StringBuilder out) {
            scope.set(variable, expression.evaluate(scope), declares);
        }
    }

    /** {@code if}, and {@code with}, which moves the dot as well. */
    record Branch(
            @Nullable String variable, Expression condition, boolean movesDot, List<Node> then, List<Node> otherwise)
            implements Node {
        @Override
        public void render(Scope scope, StringBuilder out) {
            JsonValue value = condition.evaluate(scope);
            boolean holds = Values.isTrue(value);
            Scope inner = holds && movesDot ? scope.inside(value) : scope.inside();
            if (variable != null) {
                inner.set(variable, value, true);
            }
            renderAll(holds ? then : otherwise, inner, out);
        }
    }

    /** {@code range}: over the items of a list, the members of an object by name, or as often as a number says. */
    record Range(@Nullable String key, @Nullable String item, Expression over, List<Node> body, List<Node> otherwise)
            implements Node {
        @Override
        public void render(Scope scope, StringBuilder out) {
            int rounds = 0;
            switch (over.evaluate(scope)) {
                case JsonArray array -> {
                    for (JsonValue value : array.items()) {
                        round(scope, new JsonNumber(Integer.toString(rounds++)), value, out);
                    }
                }
                case JsonObject object -> {
                    for (String name : object.sortedNames()) {
                        round(scope, new JsonText(name), object.get(name), out);
                        rounds++;
                    }
                }
                case JsonNumber number -> {
                    for (; rounds < number.asLong(); rounds++) {
                        JsonNumber index = new JsonNumber(Integer.toString(rounds));
                        round(scope, index, index, out);
                    }
                }
                case JsonValue other
                when Values.isTrue(other) ->
                    throw new TemplateException("range can't iterate over " + Values.show(other));
                case JsonValue _ -> rounds = 0;
            }
            if (rounds == 0) {
                renderAll(otherwise, scope.inside(), out);
            }
        }

        private void round(Scope scope, JsonValue index, JsonValue value, StringBuilder out) {
            Scope inner = scope.inside(value);
            if (key != null) {
                inner.set(key, index, true);
            }
            if (item != null) {
                inner.set(item, value, true);
            }
            renderAll(body, inner, out);
        }
    }

    private static void renderAll(List<Node> nodes, Scope scope, StringBuilder out) {
        for (Node node : nodes) {
            node.render(scope, out);
        }
    }
}
