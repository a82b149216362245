package io.jdock.cli.template;

import io.jdock.cli.format.Texts;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonValue;
import java.util.List;
import java.util.Locale;

/** Go's {@code printf} with the verbs {@code %s %v %d %q %x %f %t %%}, width, precision and left alignment. */
final class Printf {

    private Printf() {}

    static String format(String format, List<JsonValue> arguments) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int verb = i;
            while (verb < format.length() && "+-# 0123456789.".indexOf(format.charAt(verb)) >= 0) {
                verb++;
            }
            if (verb == format.length()) {
                return out.append("%!(NOVERB)").toString();
            }
            String options = format.substring(i, verb);
            i = verb + 1;
            if (format.charAt(verb) == '%') {
                out.append('%');
            } else if (used >= arguments.size()) {
                out.append("%!").append(format.charAt(verb)).append("(MISSING)");
            } else {
                out.append(one(options, format.charAt(verb), arguments.get(used++)));
            }
        }
        return out.toString();
    }

    private static String one(String options, char verb, JsonValue value) {
        return switch (verb) {
            case 's', 'v', 't' -> String.format(Locale.ROOT, "%" + options + "s", Values.show(value));
            case 'q' -> String.format(Locale.ROOT, "%" + options + "s", Texts.quote(Values.show(value)));
            case 'd', 'x' -> whole(options, verb, value);
            case 'f' ->
                String.format(Locale.ROOT, "%" + options + "f", number(value).asDouble());
            default -> throw new TemplateException("printf: unknown verb %" + verb);
        };
    }

    private static String whole(String options, char verb, JsonValue value) {
        return String.format(Locale.ROOT, "%" + options + verb, number(value).asLong());
    }

    private static JsonNumber number(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number;
        }
        throw new TemplateException("printf: not a number: " + Values.show(value));
    }
}
