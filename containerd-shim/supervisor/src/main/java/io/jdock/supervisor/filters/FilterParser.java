package io.jdock.supervisor.filters;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Recursive descent over the text of one filter. */
final class FilterParser {

    /** A pattern is run on the supervisor for a client, so it may not be of any length. */
    private static final int LONGEST = 4096;

    private final String text;
    private int at;

    FilterParser(String text) {
        this.text = text;
    }

    List<Condition> parse() {
        if (text.length() > LONGEST) {
            throw new InvalidArgumentException(
                    "parse filter: %d characters, at most %d are allowed".formatted(text.length(), LONGEST));
        }
        List<Condition> conditions = new ArrayList<>();
        while (at < text.length()) {
            conditions.add(condition());
            if (at < text.length()) {
                expect(',');
            }
        }
        return conditions;
    }

    private Condition condition() {
        List<String> field = field();
        if (at == text.length() || text.charAt(at) == ',') {
            return new Condition.Present(field);
        }
        String operator = text.substring(at, Math.min(at + 2, text.length()));
        at += operator.length();
        return switch (operator) {
            case "==" -> new Condition.Equal(field, value());
            case "!=" -> new Condition.Different(field, value());
            case "~=" -> new Condition.Like(field, pattern());
            default -> throw fail(at - operator.length(), "expected ==, != or ~=");
        };
    }

    private List<String> field() {
        List<String> path = new ArrayList<>();
        path.add(part());
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            path.add(part());
        }
        return List.copyOf(path);
    }

    private String part() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted('"');
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw fail(at, "expected the name of a field");
        }
        return text.substring(start, at);
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted('"');
        }
        int end = text.indexOf(',', at);
        String value = text.substring(at, end < 0 ? text.length() : end);
        at += value.length();
        return value;
    }

    private Pattern pattern() {
        int start = at;
        boolean delimited = at < text.length() && (text.charAt(at) == '/' || text.charAt(at) == '|');
        String regex = delimited ? quoted(text.charAt(at)) : value();
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw fail(start, e.getDescription());
        }
    }

    /** Only the delimiter itself is an escape in a regex; in a text the common ones of Go are. */
    private String quoted(char delimiter) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == delimiter) {
                return value.toString();
            }
            if (c == '\\' && at < text.length()) {
                value.append(escape(delimiter, text.charAt(at++)));
            } else {
                value.append(c);
            }
        }
        throw fail(start, "the quote is not closed");
    }

    private String escape(char delimiter, char escaped) {
        if (escaped == delimiter) {
            return String.valueOf(delimiter);
        }
        if (delimiter != '"') {
            return "\\" + escaped;
        }
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\' -> "\\";
            default -> throw fail(at - 2, "unknown escape");
        };
    }

    private void expect(char wanted) {
        if (text.charAt(at) != wanted) {
            throw fail(at, "expected '" + wanted + "'");
        }
        at++;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/';
    }

    private InvalidArgumentException fail(int position, String why) {
        return new InvalidArgumentException("parse filter \"%s\" at %d: %s".formatted(text, position, why));
    }
}
