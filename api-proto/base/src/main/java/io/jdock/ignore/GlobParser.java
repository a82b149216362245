package io.jdock.ignore;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a pattern: Go's {@code filepath.Match}, and {@code **} for any number of directories. */
final class GlobParser {

    private final String text;
    private final int[] characters;
    private final int[] tokens;
    private final List<CharacterClass> classes = new ArrayList<>();
    private int position;
    private int count;

    private GlobParser(String text) {
        this.text = text;
        this.characters = text.codePoints().toArray();
        this.tokens = new int[characters.length];
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidArgumentException when a class or an escape is not complete
     */
    static Glob parse(String text) {
        return new GlobParser(text).parse();
    }

    private Glob parse() {
        while (position < characters.length) {
            int character = characters[position++];
            tokens[count++] = switch (character) {
                case '*' -> star();
                case '?' -> Glob.ANY;
                case '[' -> characterClass();
                case '\\' -> take();
                default -> character;
            };
        }
        return new Glob(Arrays.copyOf(tokens, count), classes);
    }

    private int star() {
        if (!at('*')) {
            return Glob.STAR;
        }
        position++;
        if (at('/')) {
            position++;
        }
        return position == characters.length ? Glob.REST : Glob.DEEP;
    }

    private int characterClass() {
        boolean negated = at('^');
        if (negated) {
            position++;
        }
        List<CharacterClass.Range> ranges = new ArrayList<>();
        while (ranges.isEmpty() || !at(']')) {
            int from = member();
            int to = from;
            if (at('-')) {
                position++;
                to = member();
            }
            if (to < from) {
                throw invalid();
            }
            ranges.add(new CharacterClass.Range(from, to));
        }
        position++;
        classes.add(new CharacterClass(negated, ranges));
        return Glob.CLASSES - (classes.size() - 1);
    }

    private int member() {
        int character = take();
        if (character == '-' || character == ']') {
            throw invalid();
        }
        return character == '\\' ? take() : character;
    }

    private int take() {
        if (position == characters.length) {
            throw invalid();
        }
        return characters[position++];
    }

    private boolean at(int character) {
        return position < characters.length && characters[position] == character;
    }

    private InvalidArgumentException invalid() {
        return new InvalidArgumentException("pattern \"" + text + "\": syntax error in pattern");
    }
}
