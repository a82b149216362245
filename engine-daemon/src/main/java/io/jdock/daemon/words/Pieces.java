package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;

/** What an expansion has found so far: one text, or words. */
final class Pieces {

    private static final int MOST = 1 << 20;

    private final boolean divided;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int length;

    /** @param divided whether blanks end words */
    Pieces(boolean divided) {
        this.divided = divided;
    }

    /** Something that blanks do not divide. */
    void add(String text) {
        count(text.length());
        word.append(text);
    }

    void add(char c) {
        count(1);
        word.append(c);
    }

    void addDivided(String text) {
        if (divided) {
            text.chars().forEach(c -> addDivided((char) c));
        } else {
            add(text);
        }
    }

    void addDivided(char c) {
        if (divided && Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
    }

    private void count(int characters) {
        length += characters;
        if (length > MOST) {
            throw new InvalidArgumentException("the result is longer than %d characters".formatted(MOST));
        }
    }

    private void end() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    String text() {
        return word.toString();
    }

    List<String> words() {
        end();
        return List.copyOf(words);
    }
}
