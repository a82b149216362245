package io.jdock.daemon.words;

import java.util.ArrayList;
import java.util.List;

/** Divides the text of an instruction into words before anything is expanded. */
public final class Words {

    private final String text;
    private final char escape;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;

    private Words(String text, char escape) {
        this.text = text;
        this.escape = escape;
    }

    /** Blanks divide, and nothing keeps them from it. */
    public static List<String> divide(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** Blanks divide unless they are in quotes or escaped. Quotes and escape characters stay; what is not closed goes to the end. */
    public static List<String> divideUnquoted(String text, char escape) {
        return new Words(text, escape).divide();
    }

    private List<String> divide() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (Character.isWhitespace(c)) {
                end();
            } else if (c == escape) {
                takeEscaped();
            } else {
                word.append(c);
                if (c == '\'' || c == '"') {
                    takeQuoted(c);
                }
            }
        }
        end();
        return List.copyOf(words);
    }

    /** An escape character at the very end says nothing. */
    private void takeEscaped() {
        if (at < text.length()) {
            word.append(escape).append(text.charAt(at++));
        }
    }

    private void takeQuoted(char mark) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == escape && mark == '"') {
                takeEscaped();
            } else {
                word.append(c);
                if (c == mark) {
                    return;
                }
            }
        }
    }

    private void end() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
