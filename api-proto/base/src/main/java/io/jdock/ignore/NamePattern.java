package io.jdock.ignore;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * A pattern for one name, without slashes: Go's {@code path.Match}, where {@code **} means no more than {@code *}. Takes time
 * proportional to pattern times name at most. Immutable.
 *
 * @see <a href="https://pkg.go.dev/path#Match">path.Match</a>
 */
public final class NamePattern {

    private final Glob glob;

    private NamePattern(Glob glob) {
        this.glob = glob;
    }

    /** Whether a text is more than a name: such as {@code *.txt}, but not {@code a.txt} or <code>a\*</code>. */
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if ("*?[".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidArgumentException when a class or an escape is not complete
     */
    public static NamePattern parse(String text) {
        return new NamePattern(GlobParser.parse(withoutDoubleStars(text)));
    }

    private static String withoutDoubleStars(String text) {
        StringBuilder single = new StringBuilder(text.length());
        boolean star = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '*' || !star) {
                single.append(c);
            }
            star = c == '*';
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                single.append(text.charAt(i));
            }
        }
        return single.toString();
    }

    public boolean matches(String name) {
        return glob.matchesWithin(name);
    }
}
