package io.jdock.daemon.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route's path such as {@code /containers/{id}/json} or {@code /images/{name:.*}/json}.
 *
 * <p>{@code {id}} stands for one segment, {@code {name:.*}} for one or more with the slashes between them; neither for nothing.
 * At most one parameter of a pattern may span segments.
 */
final class PathPattern {

    private static final String SPANNING = ":.*}";

    private final List<String> segments;
    private final boolean spans;

    PathPattern(String pattern) {
        this.segments = split(pattern);
        this.spans = pattern.contains(SPANNING);
    }

    /** The parameters when {@code path} has this form. */
    Optional<Map<String, String>> match(String path) {
        List<String> actual = split(path);
        int surplus = actual.size() - segments.size();
        if (surplus < 0 || (surplus > 0 && !spans)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        int next = 0;
        for (String segment : segments) {
            int count = segment.endsWith(SPANNING) ? surplus + 1 : 1;
            String text = String.join("/", actual.subList(next, next + count));
            next += count;
            if (!accepts(segment, text, parameters)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static boolean accepts(String segment, String text, Map<String, String> parameters) {
        if (!segment.startsWith("{")) {
            return segment.equals(text);
        }
        int end = segment.endsWith(SPANNING) ? segment.length() - SPANNING.length() : segment.length() - 1;
        parameters.put(segment.substring(1, end), text);
        return !text.isEmpty();
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        int start = 1;
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
            parts.add(path.substring(start, slash));
            start = slash + 1;
        }
        parts.add(path.substring(start));
        return parts;
    }
}
