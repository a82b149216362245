package io.jdock.cli.command.build;

import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ValueCheck;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Wants an image's name, so that a build that cannot end well does not begin.
 *
 * @see <a href="https://pkg.go.dev/github.com/distribution/reference">the grammar of references</a>
 */
final class TagCheck {

    private static final String DOMAIN = "(?:[\\w.-]+[.:][\\w.:-]*|localhost|\\[[0-9A-Fa-f:]+](?::[0-9]+)?)/";
    private static final String PART = "[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+";
    private static final Pattern NAME =
            Pattern.compile("(?:" + DOMAIN + ")?" + PART + "(?:/" + PART + ")*+(?::\\w[\\w.-]{0,127})?");

    static final ValueCheck REFERENCE = value -> {
        if (!NAME.matcher(value).matches()) {
            boolean letters = NAME.matcher(value.toLowerCase(Locale.ROOT)).matches();
            throw new InvalidValueException("invalid reference format"
                    + (letters ? ": repository name (" + nameOf(value) + ") must be lowercase" : ""));
        }
    };

    private TagCheck() {}

    private static String nameOf(String value) {
        int colon = value.lastIndexOf(':');
        return colon > value.lastIndexOf('/') ? value.substring(0, colon) : value;
    }
}
