package io.jdock.ignore;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The patterns of a {@code .dockerignore}. Of those that match a path or a directory above it, the last one decides: it excludes, or
 * with a {@code !} in front keeps the path.
 *
 * <p>A path is relative to the context, has {@code /} between its parts and neither at its ends. Asking takes time proportional to
 * pattern times path at most, whatever is in them; patterns without wildcards are looked up, however many there are.
 *
 * <p>Immutable.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">.dockerignore files</a>
 */
public final class IgnorePatterns {

    private static final int NONE = -1;

    private final List<IgnoreRule> rules = new ArrayList<>();

    /** The last rule of each text without wildcards. */
    private final Map<String, Integer> literals = new HashMap<>();

    private final List<Integer> globs = new ArrayList<>();
    private final List<Integer> exceptions = new ArrayList<>();

    private IgnorePatterns() {}

    /**
     * Reads the lines of a file; comments, empty lines and what cannot match anything count for nothing.
     *
     * @throws InvalidArgumentException for a pattern that is none; the message names it
     */
    public static IgnorePatterns parse(List<String> lines) {
        IgnorePatterns patterns = new IgnorePatterns();
        for (int i = 0; i < lines.size(); i++) {
            IgnoreRule.parse(lines.get(i), i == 0).ifPresent(patterns::add);
        }
        return patterns;
    }

    private void add(IgnoreRule rule) {
        int index = rules.size();
        rules.add(rule);
        if (rule.glob().isLiteral()) {
            literals.put(rule.glob().literal(), index);
        } else {
            globs.add(index);
        }
        if (rule.exception()) {
            exceptions.add(index);
        }
    }

    /** Whether nothing is excluded. */
    public boolean isEmpty() {
        return rules.size() == exceptions.size();
    }

    /** Whether the path is excluded. */
    public boolean matches(String path) {
        int last = lastMatch(path);
        return last != NONE && !rules.get(last).exception();
    }

    /** Whether a path below this directory may be kept though the directory is excluded; a walk need not enter it otherwise. */
    public boolean mayContainException(String directory) {
        int last = lastMatch(directory);
        for (int i = exceptions.size() - 1; i >= 0 && exceptions.get(i) > last; i--) {
            if (rules.get(exceptions.get(i)).glob().mayMatchBelow(directory)) {
                return true;
            }
        }
        return last == NONE || rules.get(last).exception();
    }

    private int lastMatch(String path) {
        int last = lastLiteral(path);
        for (int i = globs.size() - 1; i >= 0 && globs.get(i) > last; i--) {
            if (rules.get(globs.get(i)).glob().matchesWithin(path)) {
                return globs.get(i);
            }
        }
        return last;
    }

    private int lastLiteral(String path) {
        if (literals.isEmpty()) {
            return NONE;
        }
        int last = literals.getOrDefault(path, NONE);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            last = Math.max(last, literals.getOrDefault(path.substring(0, slash), NONE));
        }
        return last;
    }
}
