package io.jdock.daemon.words;

import java.util.ArrayList;
import java.util.List;

/** What an expansion has found so far: one text, or words. */
final class Pieces {

    private final boolean divided;
    private final Budget budget;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    /** @param divided whether blanks end words */
    Pieces(boolean divided, Budget budget) {
        this.divided = divided;
        this.budget = budget;
    }

    /** Something that blanks do not divide. */
    void add(String text) {
        budget.write(text.length());
        word.append(text);
    }

    void add(char c) {
        budget.write(1);
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
