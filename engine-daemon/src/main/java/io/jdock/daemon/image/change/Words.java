package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts the text of an instruction into words as a shell does: quotes keep blanks, a backslash takes the next character as it is,
 * and outside single quotes {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-otherwise}} and {@code ${NAME:+instead}} stand for
 * variables.
 */
final class Words {

    private final String text;
    private final Map<String, String> variables;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean started;
    private int at;

    private Words(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** @throws InvalidArgumentException when a quote or a brace is not closed */
    static List<String> of(String text, Map<String, String> variables) {
        return new Words(text, variables).split();
    }

    /** The text without quotes and with values in the place of variables, as one word. */
    static String expand(String text, Map<String, String> variables) {
        Words words = new Words(text, variables);
        while (words.at < text.length()) {
            words.take(text.charAt(words.at++));
        }
        return words.word.toString();
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == ' ' || c == '\t') {
                end();
            } else {
                started = true;
                take(c);
            }
        }
        end();
        return words;
    }

    private void end() {
        if (started) {
            words.add(word.toString());
        }
        word.setLength(0);
        started = false;
    }

    private void take(char c) {
        switch (c) {
            case '\'' -> word.append(text, at, at = closing('\''));
            case '"' -> takeQuoted();
            case '\\' -> word.append(at < text.length() ? text.charAt(at++) : '\\');
            case '$' -> word.append(variable());
            default -> word.append(c);
        }
        if (c == '\'') {
            at++;
        }
    }

    private void takeQuoted() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw unclosed('"');
        }
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '\\' && (text.charAt(at) == '"' || text.charAt(at) == '$' || text.charAt(at) == '\\')) {
                word.append(text.charAt(at++));
            } else {
                word.append(c == '$' ? variable() : String.valueOf(c));
            }
        }
        at++;
    }

    private int closing(char mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw unclosed(mark);
        }
        return end;
    }

    private InvalidArgumentException unclosed(char mark) {
        return new InvalidArgumentException(
                "unexpected end of statement while looking for matching %c: %s".formatted(mark, text));
    }

    private String variable() {
        if (at < text.length() && text.charAt(at) == '{') {
            int end = closing('}');
            String inside = text.substring(at + 1, end);
            at = end + 1;
            return braced(inside);
        }
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end), end == at)) {
            end++;
        }
        String name = text.substring(at, end);
        at = end;
        return name.isEmpty() ? "$" : variables.getOrDefault(name, "");
    }

    private String braced(String inside) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        String value = variables.getOrDefault(name, "");
        if (colon < 0) {
            return value;
        }
        String rest = inside.substring(colon + 1);
        if (rest.startsWith("-")) {
            return value.isEmpty() ? expand(rest.substring(1), variables) : value;
        }
        if (rest.startsWith("+")) {
            return value.isEmpty() ? "" : expand(rest.substring(1), variables);
        }
        throw new InvalidArgumentException("unsupported modifier in substitution: ${%s}".formatted(inside));
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
    }
}
