package io.jdock.cli.template;

import io.jdock.cli.format.Texts;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonBool;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The functions of the template language: Go's own and the ones that Docker adds. */
final class Functions {

    private static final List<String> NAMES = List.of(
            "and",
            "eq",
            "ge",
            "gt",
            "index",
            "join",
            "json",
            "le",
            "len",
            "lower",
            "lt",
            "ne",
            "not",
            "or",
            "pad",
            "print",
            "printf",
            "println",
            "slice",
            "split",
            "title",
            "truncate",
            "upper");

    private Functions() {}

    static boolean exists(String name) {
        return NAMES.contains(name);
    }

    /**
     * Calls a function.
     *
     * @param heading whether texts are headings, which the functions on texts leave as they are
     * @throws IndexOutOfBoundsException when arguments are missing
     * @throws TemplateException when arguments are of the wrong kind
     */
    static JsonValue call(String name, List<JsonValue> arguments, boolean heading) {
        return switch (name) {
            case "and" -> firstWith(arguments, false);
            case "or" -> firstWith(arguments, true);
            case "not" -> bool(!Values.isTrue(arguments.get(0)));
            case "eq" -> equalsAny(arguments);
            case "ne" -> bool(!Values.equal(arguments.get(0), arguments.get(1)));
            case "lt" -> bool(Values.compare(arguments.get(0), arguments.get(1)) < 0);
            case "le" -> bool(Values.compare(arguments.get(0), arguments.get(1)) <= 0);
            case "gt" -> bool(Values.compare(arguments.get(0), arguments.get(1)) > 0);
            case "ge" -> bool(Values.compare(arguments.get(0), arguments.get(1)) >= 0);
            case "len" -> length(arguments.get(0));
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> text(print(arguments, false));
            case "println" -> text(print(arguments, true) + "\n");
            case "printf" -> text(Printf.format(string(arguments.get(0)), arguments.subList(1, arguments.size())));
            default -> heading ? arguments.get(0) : onText(name, arguments);
        };
    }

    private static JsonValue onText(String name, List<JsonValue> arguments) {
        JsonValue first = arguments.get(0);
        return switch (name) {
            case "json" -> text(first.toJson());
            case "lower" -> text(string(first).toLowerCase(Locale.ROOT));
            case "upper" -> text(string(first).toUpperCase(Locale.ROOT));
            case "title" -> text(title(string(first)));
            case "split" -> JsonArray.ofTexts(split(string(first), string(arguments.get(1))));
            case "join" -> text(Texts.join(array(first).texts(), string(arguments.get(1))));
            case "pad" -> text(pad(string(first), arguments.get(1), arguments.get(2)));
            default -> text(truncated(string(first), arguments.get(1)));
        };
    }

    private static JsonValue firstWith(List<JsonValue> arguments, boolean truth) {
        for (JsonValue argument : arguments) {
            if (Values.isTrue(argument) == truth) {
                return argument;
            }
        }
        return arguments.get(arguments.size() - 1);
    }

    private static JsonValue equalsAny(List<JsonValue> arguments) {
        JsonValue wanted = arguments.get(0);
        boolean equal = Values.equal(wanted, arguments.get(1));
        for (JsonValue other : arguments.subList(2, arguments.size())) {
            equal = equal || Values.equal(wanted, other);
        }
        return bool(equal);
    }

    private static JsonValue length(JsonValue value) {
        int length = switch (value) {
            case JsonArray array -> array.items().size();
            case JsonObject object -> object.members().size();
            case JsonText text -> text.value().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            case JsonNull _ -> 0;
            case JsonValue other -> throw new TemplateException("len of type " + Values.show(other));
        };
        return new JsonNumber(Integer.toString(length));
    }

    private static JsonValue index(List<JsonValue> arguments) {
        JsonValue value = arguments.get(0);
        for (JsonValue key : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case JsonObject object -> object.get(string(key));
                case JsonArray array -> item(array, key);
                case JsonValue other -> throw new TemplateException("can't index item of " + Values.show(other));
            };
        }
        return value;
    }

    private static JsonValue item(JsonArray array, JsonValue key) {
        long index = number(key);
        if (index < 0 || index >= array.items().size()) {
            throw new TemplateException("error calling index: index out of range: " + index);
        }
        return array.items().get((int) index);
    }

    private static JsonValue slice(List<JsonValue> arguments) {
        int from = arguments.size() > 1 ? (int) number(arguments.get(1)) : 0;
        int to = arguments.size() > 2 ? (int) number(arguments.get(2)) : Integer.MAX_VALUE;
        return switch (arguments.get(0)) {
            case JsonText text ->
                text(text.value().substring(from, Math.min(to, text.value().length())));
            case JsonArray array ->
                new JsonArray(
                        array.items().subList(from, Math.min(to, array.items().size())));
            case JsonValue other -> throw new TemplateException("can't slice item of " + Values.show(other));
        };
    }

    /** Go's print puts blanks only between two values of which neither is a text; println between all. */
    private static String print(List<JsonValue> arguments, boolean always) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean bothPlain =
                    i > 0 && !(arguments.get(i) instanceof JsonText) && !(arguments.get(i - 1) instanceof JsonText);
            out.append(i > 0 && (always || bothPlain) ? " " : "").append(Values.show(arguments.get(i)));
        }
        return out.toString();
    }

    private static String title(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static List<String> split(String text, String separator) {
        return Arrays.asList(text.split(java.util.regex.Pattern.quote(separator), -1));
    }

    /** An empty text stays empty. */
    private static String pad(String text, JsonValue before, JsonValue after) {
        return text.isEmpty() ? text : " ".repeat((int) number(before)) + text + " ".repeat((int) number(after));
    }

    private static String truncated(String text, JsonValue length) {
        return text.length() < number(length) ? text : text.substring(0, (int) number(length));
    }

    private static String string(JsonValue value) {
        return value == JsonNull.NULL ? "" : value.asText();
    }

    private static long number(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.asLong();
        }
        throw new TemplateException("expected integer; found " + Values.show(value));
    }

    private static JsonArray array(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        if (value == JsonNull.NULL) {
            return JsonArray.EMPTY;
        }
        throw new TemplateException("expected a list; found " + Values.show(value));
    }

    private static JsonText text(String value) {
        return new JsonText(value);
    }

    private static JsonBool bool(boolean value) {
        return new JsonBool(value);
    }
}
