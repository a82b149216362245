package io.jdock.ignore;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One line of a {@code .dockerignore}.
 *
 * @param glob what it matches
 * @param exception whether what it matches is kept
 */
record IgnoreRule(Glob glob, boolean exception) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int NEXT_LINE = 0x85;

    /**
     * Reads a line; empty for a comment, for nothing, and for the context as a whole, which cannot be left out.
     *
     * @param first whether it is the file's first one, which may begin with a byte order mark
     */
    static Optional<IgnoreRule> parse(String line, boolean first) {
        String text = first && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        String pattern = trim(text);
        if (text.startsWith("#") || pattern.isEmpty()) {
            return Optional.empty();
        }
        boolean exception = pattern.startsWith("!");
        String path = exception ? trim(pattern.substring(1)) : pattern;
        if (path.isEmpty()) {
            throw new InvalidArgumentException("illegal exclusion pattern: \"" + pattern + "\"");
        }
        String cleaned = cleaned(path);
        return cleaned.isEmpty() ? Optional.empty() : Optional.of(new IgnoreRule(GlobParser.parse(cleaned), exception));
    }

    /** The shortest form of a relative path, by its text alone. Leading slashes mean nothing: a context is all there is. */
    private static String cleaned(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (up && path.startsWith("/")) {
                continue;
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** White space as Unicode has it. */
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c == NEXT_LINE || Character.isSpaceChar(c);
    }
}
