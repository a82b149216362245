package io.jdock.daemon.build;

import io.jdock.ignore.NamePattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Patterns of {@code --exclude} for a tree as a whole. They are relative to what is copied, as with BuildKit: of
 * {@code COPY --exclude=*.o src /} those in {@code src} stay away, and none below it.
 */
final class Exclusions {

    private Exclusions() {}

    /**
     * The patterns relative to the tree.
     *
     * @param sources what is copied, maybe with wildcards: then the patterns hold for single files that they find, too
     * @param patterns in the form of a {@code .dockerignore}
     */
    static List<String> of(List<String> sources, List<String> patterns) {
        Set<String> bases = new LinkedHashSet<>();
        for (String source : sources) {
            Deque<String> parts = clean(source);
            bases.add(String.join("/", parts));
            if (!parts.isEmpty() && NamePattern.isPattern(parts.getLast())) {
                parts.removeLast();
                bases.add(String.join("/", parts));
            }
        }
        List<String> all = new ArrayList<>();
        bases.forEach(base -> patterns.forEach(pattern -> all.add(below(base, pattern))));
        return all;
    }

    private static String below(String base, String pattern) {
        boolean exception = pattern.startsWith("!");
        String path = exception ? pattern.substring(1) : pattern;
        return (exception ? "!" : "") + (base.isEmpty() ? path : base + "/" + path);
    }

    /** By its text alone, as the source is. */
    private static Deque<String> clean(String source) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : source.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts;
    }
}
