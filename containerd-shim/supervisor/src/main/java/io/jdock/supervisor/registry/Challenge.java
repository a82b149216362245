package io.jdock.supervisor.registry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a server wants to be convinced: one {@code WWW-Authenticate} header.
 *
 * @param scheme in lower case: {@code bearer}, {@code basic}
 * @param parameters by lower-case name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate">RFC 9110 §11.6.1</a>
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_-]{1,64})\\s?=\\s?(?:\"([^\"]*)\"|([^\\s,\"]+))");
    private static final int MAX_LENGTH = 8192;

    static Challenge parse(String header) {
        String bounded =
                header.substring(0, Math.min(header.length(), MAX_LENGTH)).strip();
        int space = bounded.indexOf(' ');
        String scheme = space < 0 ? bounded : bounded.substring(0, space);
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(space < 0 ? "" : bounded.substring(space));
        while (matcher.find()) {
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new Challenge(scheme.toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
