package io.jdock.supervisor.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.regex.Pattern;

/**
 * The one rule for names that clients give to namespaces, containers, processes and leases: letters and digits, joined by
 * single {@code .}, {@code _} or {@code -}, at most 76 characters.
 *
 * <p>Such a name is also the name of a directory, so this is the guard that keeps {@code ..} and {@code /} out of paths.
 */
public final class Identifier {

    private static final int LONGEST = 76;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*");

    private Identifier() {}

    /**
     * Returns {@code text} when it may be used as a name.
     *
     * @param what the object it names, for the error's text
     * @throws InvalidArgumentException if it may not
     */
    public static String check(String what, String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "%s \"%s\": must be letters and digits joined by single '.', '_' or '-', at most %d characters"
                            .formatted(what, text, LONGEST));
        }
        return text;
    }
}
