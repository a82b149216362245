package io.jdock.cli.template;

import io.jdock.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens and takes out comments and trimmed blanks. */
final class TemplateLexer {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    TemplateLexer(String source) {
        this.source = source;
    }

    List<Token> tokens() {
        boolean trimNext = false;
        while (true) {
            int open = source.indexOf(OPEN, position);
            String text = open < 0 ? source.substring(position) : source.substring(position, open);
            boolean trimBefore = open >= 0 && source.startsWith("{{- ", open);
            addText(text, trimNext, trimBefore);
            if (open < 0) {
                tokens.add(new Token(Kind.END, "", source.length()));
                return tokens;
            }
            position = open + (trimBefore ? 3 : 2);
            trimNext = action();
        }
    }

    private void addText(String text, boolean trimStart, boolean trimEnd) {
        String shown = trimStart ? text.stripLeading() : text;
        shown = trimEnd ? shown.stripTrailing() : shown;
        if (!shown.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, shown, position));
        }
    }

    /** Reads up to the end of an action; returns whether blanks after it go away. */
    private boolean action() {
        if (source.startsWith("/*", skipBlanks(position))) {
            return comment();
        }
        tokens.add(new Token(Kind.OPEN, OPEN, position));
        while (true) {
            position = skipBlanks(position);
            if (position >= source.length()) {
                throw new TemplateException("template: :1: unclosed action");
            }
            boolean trim = source.startsWith("-}}", position) && Character.isWhitespace(source.charAt(position - 1));
            if (trim || source.startsWith(CLOSE, position)) {
                tokens.add(new Token(Kind.CLOSE, CLOSE, position));
                position += trim ? 3 : 2;
                return trim;
            }
            tokens.add(next());
        }
    }

    private boolean comment() {
        int end = source.indexOf("*/", position);
        int close = end < 0 ? -1 : source.indexOf(CLOSE, end);
        if (close < 0) {
            throw new TemplateException("template: :1: unclosed comment");
        }
        position = close + CLOSE.length();
        return source.charAt(close - 1) == '-';
    }

    private Token next() {
        char c = source.charAt(position);
        return switch (c) {
            case '|' -> symbol(Kind.PIPE, 1);
            case '(' -> symbol(Kind.LEFT, 1);
            case ')' -> symbol(Kind.RIGHT, 1);
            case ',' -> symbol(Kind.COMMA, 1);
            case '=' -> symbol(Kind.ASSIGN, 1);
            case '"' -> quoted();
            case '`' -> raw();
            case ':' -> declare();
            default -> word(c);
        };
    }

    private Token declare() {
        if (!source.startsWith(":=", position)) {
            throw unexpected(':');
        }
        return symbol(Kind.DECLARE, 2);
    }

    private Token symbol(Kind kind, int length) {
        Token token = new Token(kind, source.substring(position, position + length), position);
        position += length;
        return token;
    }

    private Token word(char c) {
        int start = position;
        position++;
        while (position < source.length() && isWordPart(source.charAt(position))) {
            position++;
        }
        String text = source.substring(start, position);
        if (c == '.') {
            return new Token(Kind.FIELD, text, start);
        }
        if (c == '$') {
            return new Token(Kind.VARIABLE, text, start);
        }
        if (Character.isDigit(c) || (c == '-' || c == '+') && text.length() > 1) {
            return new Token(Kind.NUMBER, text, start);
        }
        if (!Character.isLetter(c) && c != '_') {
            throw unexpected(c);
        }
        return new Token(Kind.WORD, text, start);
    }

    private Token quoted() {
        int start = position++;
        StringBuilder text = new StringBuilder();
        while (position < source.length() && source.charAt(position) != '"') {
            char c = source.charAt(position++);
            text.append(c == '\\' && position < source.length() ? escape(source.charAt(position++)) : c);
        }
        if (position >= source.length()) {
            throw new TemplateException("template: :1: unterminated quoted string");
        }
        position++;
        return new Token(Kind.STRING, text.toString(), start);
    }

    private Token raw() {
        int start = position;
        int end = source.indexOf('`', start + 1);
        if (end < 0) {
            throw new TemplateException("template: :1: unterminated raw quoted string");
        }
        position = end + 1;
        return new Token(Kind.STRING, source.substring(start + 1, end), start);
    }

    private static char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < source.length() && Character.isWhitespace(source.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private static TemplateException unexpected(char c) {
        return new TemplateException("template: :1: unexpected \"" + c + "\" in operand");
    }
}
