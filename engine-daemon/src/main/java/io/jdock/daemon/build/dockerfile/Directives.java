package io.jdock.daemon.build.dockerfile;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments at the very top that say how to read a Dockerfile: {@code # escape=`}. Those that name another language
 * ({@code # syntax=}) or checks ({@code # check=}) are taken and change nothing: the language is always this one.
 */
final class Directives {

    private static final Pattern FORM = Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(\\S.*)");
    private static final Set<String> KNOWN = Set.of("escape", "syntax", "check");

    private final Set<String> seen = new HashSet<>();
    private char escape = '\\';
    private boolean done;

    char escape() {
        return escape;
    }

    /** Looks at the next line, without blanks around it. Anything but a directive ends them. */
    void see(String line, int number) {
        if (done) {
            return;
        }
        Matcher parts = FORM.matcher(line);
        String name = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
        done = !KNOWN.contains(name);
        if (done) {
            return;
        }
        if (!seen.add(name)) {
            throw ParseErrors.at(number, "only one %s parser directive can be used".formatted(name));
        }
        if (name.equals("escape")) {
            escape = character(parts.group(2).strip(), number);
        }
    }

    private static char character(String value, int number) {
        if (!value.equals("\\") && !value.equals("`")) {
            throw ParseErrors.at(number, "invalid escape token '%s' does not match ` or \\".formatted(value));
        }
        return value.charAt(0);
    }
}
