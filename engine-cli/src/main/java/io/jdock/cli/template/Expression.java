package io.jdock.cli.template;

import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template that has a value. */
sealed interface Expression {

    default JsonValue evaluate(Scope scope) {
        return evaluate(scope, List.of());
    }

    /**
     * The value when this stands at the head of a command.
     *
     * @param arguments what follows it, and what a pipe brings last
     */
    JsonValue evaluate(Scope scope, List<JsonValue> arguments);

    /** A constant. */
    record Literal(JsonValue value) implements Expression {
        @Override
        public JsonValue evaluate(Scope scope, List<JsonValue> arguments) {
            if (!arguments.isEmpty()) {
                throw new TemplateException("can't give argument to non-function " + Values.show(value));
            }
            return value;
        }
    }

    /**
     * The dot, a variable, or a value in parentheses, followed by names.
     *
     * @param variable name of the variable with its dollar sign; null for the dot or {@code base}
     * @param base the expression in parentheses; null for the dot or a variable
     * @param source this expression as it was written, for errors
     * @param offset where it stands in the template
     */
    record Path(@Nullable String variable, @Nullable Expression base, List<String> names, String source, int offset)
            implements Expression {
        @Override
        public JsonValue evaluate(Scope scope, List<JsonValue> arguments) {
            try {
                return follow(start(scope), arguments);
            } catch (TemplateException e) {
                if (e.getMessage() != null && e.getMessage().startsWith("template:")) {
                    throw e;
                }
                throw new TemplateException(
                        "template: :1:" + offset + ": executing \"\" at <" + source + ">: " + e.getMessage());
            }
        }

        private TemplateData start(Scope scope) {
            if (base != null) {
                return new JsonData(base.evaluate(scope));
            }
            return variable == null ? scope.dot() : scope.variable(variable);
        }

        /** Arguments go to the last name. */
        private JsonValue follow(TemplateData start, List<JsonValue> arguments) {
            TemplateData data = start;
            for (int i = 0; i < names.size(); i++) {
                boolean last = i == names.size() - 1;
                data = new JsonData(data.field(names.get(i), last ? arguments : List.of()));
            }
            return data.whole();
        }
    }

    /** A function by its name. */
    record Function(String name) implements Expression {
        @Override
        public JsonValue evaluate(Scope scope, List<JsonValue> arguments) {
            try {
                return Functions.call(name, arguments, scope.isHeading());
            } catch (IndexOutOfBoundsException e) {
                throw new TemplateException("wrong number of args for " + name + ": got " + arguments.size());
            }
        }
    }

    /** Something with arguments: {@code join .Args " "}. */
    record Call(Expression head, List<Expression> arguments) implements Expression {
        @Override
        public JsonValue evaluate(Scope scope, List<JsonValue> piped) {
            List<JsonValue> values = new ArrayList<>();
            for (Expression argument : arguments) {
                values.add(argument.evaluate(scope));
            }
            values.addAll(piped);
            return head.evaluate(scope, values);
        }
    }

    /** Commands of which each gets the value of the one before as its last argument. */
    record Pipeline(List<Expression> commands) implements Expression {
        @Override
        public JsonValue evaluate(Scope scope, List<JsonValue> arguments) {
            JsonValue value = commands.get(0).evaluate(scope, arguments);
            for (Expression command : commands.subList(1, commands.size())) {
                value = command.evaluate(scope, List.of(value));
            }
            return value;
        }
    }
}
