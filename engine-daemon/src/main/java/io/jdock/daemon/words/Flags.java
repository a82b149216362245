package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands at the beginning of an instruction's text and starts with two dashes.
 *
 * @param given each {@code --name=value} or {@code --name}, without its quotes
 * @param rest the text behind them
 */
public record Flags(List<String> given, String rest) {

    public Flags {
        given = List.copyOf(given);
    }

    /** Divides flags from what follows; {@code --} alone ends them. */
    public static Flags parse(String text, char escape) {
        List<String> given = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (!text.startsWith("--", at)) {
                return new Flags(given, text.substring(at));
            }
            StringBuilder flag = new StringBuilder();
            at = takeWord(text, at, escape, flag);
            if (flag.toString().equals("--")) {
                return new Flags(given, text.substring(at).stripLeading());
            }
            given.add(flag.toString());
        }
    }

    private static int takeWord(String text, int from, char escape, StringBuilder into) {
        char quote = 0;
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote == 0 && Character.isWhitespace(c)) {
                break;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == escape && at + 1 < text.length()) {
                into.append(text.charAt(++at));
            } else if (c != escape) {
                into.append(c);
            }
        }
        return at;
    }

    /**
     * The values of flags by their names without dashes; a flag without a value has the value {@code true}.
     *
     * @param known which there may be
     * @param switches those of them that need no value, and have {@code true} or {@code false} if they have one
     * @param repeatable those of them that there may be several of
     * @throws InvalidArgumentException naming the flag that is unknown, given twice, or without its value
     */
    public Map<String, List<String>> values(Set<String> known, Set<String> switches, Set<String> repeatable) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String flag : given) {
            int equals = flag.indexOf('=');
            String name = flag.substring(2, equals < 0 ? flag.length() : equals);
            String value = equals < 0 ? "true" : flag.substring(equals + 1);
            if (!known.contains(name)) {
                throw new InvalidArgumentException("unknown flag: --" + name);
            }
            if (values.containsKey(name) && !repeatable.contains(name)) {
                throw new InvalidArgumentException("duplicate flag specified: --" + name);
            }
            if (equals < 0 && !switches.contains(name)) {
                throw new InvalidArgumentException("missing a value on flag: --" + name);
            }
            if (switches.contains(name) && !value.equals("true") && !value.equals("false")) {
                throw new InvalidArgumentException(
                        "expecting boolean value for flag --%s, not: %s".formatted(name, value));
            }
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return values;
    }
}
