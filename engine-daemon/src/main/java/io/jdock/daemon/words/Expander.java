package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of an expansion over one text, from left to right without going back. */
final class Expander {

    private static final char NONE = 0;
    private static final int DEEPEST = 100;
    private static final int LONGEST_QUOTE = 200;
    private static final String SPECIAL = "@*#?-$!";

    private final String text;
    private final Map<String, String> variables;
    private final char escape;
    private final Budget budget;
    private final boolean quotes;
    private int at;
    private int depth;

    /** In a pattern the escape character stays, as it is the pattern that has to know what is escaped. */
    private boolean escapesStay;

    /** @param quotes whether they are taken away */
    Expander(String text, Map<String, String> variables, char escape, Budget budget, boolean quotes) {
        this.text = text;
        this.variables = variables;
        this.escape = escape;
        this.budget = budget;
        this.quotes = quotes;
    }

    void run(Pieces out) {
        try {
            takeUntil(NONE, out);
        } catch (InvalidArgumentException e) {
            String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
            throw new InvalidArgumentException("failed to process %s: %s".formatted(GoText.quote(shown), e.text()), e);
        }
    }

    private void takeUntil(char stop, Pieces out) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == stop && stop != NONE) {
                return;
            } else if (c == '$') {
                out.addDivided(variable());
            } else if (quotes && c == '\'') {
                takeSingleQuoted(out);
            } else if (quotes && c == '"') {
                takeDoubleQuoted(out);
            } else if (c == escape) {
                takeEscaped(out);
            } else {
                out.addDivided(c);
            }
        }
        if (stop != NONE) {
            throw new InvalidArgumentException(
                    stop == '/' ? "syntax error: missing '/' in ${}" : "syntax error: missing '}'");
        }
    }

    private void takeEscaped(Pieces out) {
        if (escapesStay) {
            out.add(escape);
        }
        if (at < text.length()) {
            out.add(text.charAt(at++));
        }
    }

    private void takeSingleQuoted(Pieces out) {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unclosed("single");
        }
        out.add(text.substring(at, end));
        at = end + 1;
    }

    private void takeDoubleQuoted(Pieces out) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            } else if (c == '$') {
                out.add(variable());
            } else if (c == escape && at < text.length() && isEscapable(text.charAt(at))) {
                takeEscaped(out);
            } else {
                out.add(c);
            }
        }
        throw unclosed("double");
    }

    private boolean isEscapable(char c) {
        return c == '"' || c == '$' || c == escape;
    }

    private static InvalidArgumentException unclosed(String kind) {
        return new InvalidArgumentException(
                "unexpected end of statement while looking for matching %s-quote".formatted(kind));
    }

    /** What stands for the variable whose dollar sign has just been read. */
    private String variable() {
        if (at == text.length() || text.charAt(at) != '{') {
            String name = name();
            return name.isEmpty() ? "$" : variables.getOrDefault(name, "");
        }
        at++;
        if (at == text.length()) {
            throw new InvalidArgumentException("syntax error: missing '}'");
        }
        if ("{}:".indexOf(text.charAt(at)) >= 0) {
            throw new InvalidArgumentException("syntax error: bad substitution");
        }
        String name = name();
        char modifier = next();
        return modifier == '}' ? variables.getOrDefault(name, "") : modified(name, modifier);
    }

    /** A name, a number as in a shell's parameters, or one special character; such variables are never set. */
    private String name() {
        int start = at;
        if (at < text.length() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
            return text.substring(start, ++at);
        }
        boolean number = at < text.length() && Character.isDigit(text.charAt(at));
        while (at < text.length() && isNamePart(text.charAt(at), number)) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c, boolean number) {
        return Character.isDigit(c) || !number && (Character.isLetter(c) || c == '_');
    }

    private char next() {
        if (at == text.length()) {
            throw new InvalidArgumentException("syntax error: missing '}'");
        }
        return text.charAt(at++);
    }

    private String modified(String name, char first) {
        boolean emptyIsUnset = first == ':';
        char modifier = emptyIsUnset ? next() : first;
        if ("-+?".indexOf(modifier) < 0 && (emptyIsUnset || "#%/".indexOf(modifier) < 0)) {
            throw new InvalidArgumentException("unsupported modifier (%s) in substitution"
                    .formatted(emptyIsUnset ? ":" + modifier : String.valueOf(modifier)));
        }
        @Nullable String value = variables.get(name);
        boolean absent = value == null || emptyIsUnset && value.isEmpty();
        String present = value == null ? "" : value;
        return switch (modifier) {
            case '-' -> either(absent, part('}', false), present);
            case '+' -> either(absent, "", part('}', false));
            case '?' -> required(name, value, absent);
            case '#', '%' -> trimmed(present, modifier, part('}', true));
            default -> replaced(present);
        };
    }

    private static String either(boolean first, String one, String other) {
        return first ? one : other;
    }

    private String required(String name, @Nullable String value, boolean absent) {
        String message = part('}', false);
        if (!absent && value != null) {
            return value;
        }
        String usual = value == null ? "is not allowed to be unset" : "is not allowed to be empty";
        throw new InvalidArgumentException("%s: %s".formatted(name, message.isEmpty() ? usual : message));
    }

    private String trimmed(String value, char side, String word) {
        boolean longest = !word.isEmpty() && word.charAt(0) == side;
        Glob pattern = Glob.parse(longest ? word.substring(1) : word, escape, budget);
        return side == '#' ? pattern.withoutPrefix(value, longest) : pattern.withoutSuffix(value, longest);
    }

    private String replaced(String value) {
        boolean all = at < text.length() && text.charAt(at) == '/';
        at += all ? 1 : 0;
        Glob pattern = Glob.parse(part('/', true), escape, budget);
        return pattern.replace(value, part('}', true), all);
    }

    /** What is inside a substitution, itself expanded. */
    private String part(char stop, boolean pattern) {
        if (++depth > DEEPEST) {
            throw new InvalidArgumentException("substitutions are nested more than %d deep".formatted(DEEPEST));
        }
        boolean before = escapesStay;
        escapesStay = pattern;
        Pieces pieces = new Pieces(false, budget);
        takeUntil(stop, pieces);
        escapesStay = before;
        depth--;
        return pieces.text();
    }
}
