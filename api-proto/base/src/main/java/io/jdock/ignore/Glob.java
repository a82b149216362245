package io.jdock.ignore;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern as a sequence of tokens. It is matched by keeping, for each character of the path, the set of tokens that may come next:
 * time is the product of both lengths whatever they are, and nothing is tried twice.
 */
final class Glob {

    /** {@code ?}: any character but a slash. */
    static final int ANY = -1;

    /** {@code *}: any characters but slashes. */
    static final int STAR = -2;

    /** {@code **}{@code /}: nothing, or anything that ends with a slash. */
    static final int DEEP = -3;

    /** A {@code **} at the end: everything. */
    static final int REST = -4;

    /** Tokens from here down are character classes. */
    static final int CLASSES = -5;

    private final int[] tokens;
    private final List<CharacterClass> classes;
    private final int prefix;

    /**
     * Makes a glob.
     *
     * @param tokens code points as they are, or the constants of this class; the class {@code i} of the list is {@code CLASSES - i}
     */
    Glob(int[] tokens, List<CharacterClass> classes) {
        this.tokens = tokens.clone();
        this.classes = List.copyOf(classes);
        this.prefix = (int) Arrays.stream(tokens).takeWhile(token -> token >= 0).count();
    }

    /** Whether it matches one text only. */
    boolean isLiteral() {
        return prefix == tokens.length;
    }

    /** The text that it begins with. */
    String literal() {
        return new String(tokens, 0, prefix);
    }

    /** Whether the path, or a directory above it, matches. */
    boolean matchesWithin(String path) {
        return new Run().over(path);
    }

    /** Whether anything below the directory may match. */
    boolean mayMatchBelow(String directory) {
        Run run = new Run();
        return run.over(directory + "/") || run.isAlive();
    }

    /** One walk along a path. */
    private final class Run {

        private boolean[] now = new boolean[tokens.length + 1];
        private boolean[] next = new boolean[tokens.length + 1];

        /** Whether the path, or what comes before one of its slashes, matches. */
        boolean over(String path) {
            int position = skipPrefix(path);
            if (position < 0) {
                return false;
            }
            enter(now, prefix);
            while (position < path.length() && isAlive()) {
                int character = path.codePointAt(position);
                if (character == '/' && now[tokens.length]) {
                    return true;
                }
                step(character);
                position += Character.charCount(character);
            }
            return position == path.length() && now[tokens.length];
        }

        boolean isAlive() {
            for (boolean possible : now) {
                if (possible) {
                    return true;
                }
            }
            return false;
        }

        /** Most patterns fail at their first letters. Returns the position behind the prefix, or -1. */
        private int skipPrefix(String path) {
            int position = 0;
            for (int i = 0; i < prefix; i++) {
                if (position >= path.length()) {
                    // The path ends within the prefix: what is below may still match.
                    now[i] = true;
                    return -1;
                }
                int character = path.codePointAt(position);
                if (character != tokens[i]) {
                    return -1;
                }
                position += Character.charCount(character);
            }
            return position;
        }

        private void step(int character) {
            Arrays.fill(next, false);
            for (int i = 0; i < tokens.length; i++) {
                if (now[i]) {
                    advance(i, character);
                }
            }
            boolean[] old = now;
            now = next;
            next = old;
        }

        private void advance(int i, int character) {
            switch (tokens[i]) {
                case STAR -> {
                    if (character != '/') {
                        enter(next, i);
                    }
                }
                case REST -> enter(next, i);
                case DEEP -> {
                    next[i] = true;
                    if (character == '/') {
                        enter(next, i + 1);
                    }
                }
                default -> {
                    if (accepts(tokens[i], character)) {
                        enter(next, i + 1);
                    }
                }
            }
        }

        /** Adds a token, and those behind it that are reached without a character. */
        private void enter(boolean[] set, int token) {
            int i = token;
            set[i] = true;
            while (i < tokens.length && tokens[i] <= STAR && tokens[i] >= REST) {
                i++;
                set[i] = true;
            }
        }

        private boolean accepts(int token, int character) {
            if (token == ANY) {
                return character != '/';
            }
            return token <= CLASSES ? classes.get(CLASSES - token).contains(character) : token == character;
        }
    }
}
