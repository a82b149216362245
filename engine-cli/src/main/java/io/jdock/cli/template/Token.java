package io.jdock.cli.template;

/**
 * A piece of a template.
 *
 * @param text the text itself; of a quoted string, what is between the quotes
 * @param offset where it starts
 */
record Token(Kind kind, String text, int offset) {

    enum Kind {
        /** Text outside of actions. */
        TEXT,
        /** Start of an action. */
        OPEN,
        /** End of an action. */
        CLOSE,
        /** A dot alone or with names behind it: {@code .}, {@code .State.Pid}. */
        FIELD,
        /** {@code $}, {@code $name}, {@code $name.Field}. */
        VARIABLE,
        WORD,
        STRING,
        NUMBER,
        PIPE,
        DECLARE,
        ASSIGN,
        COMMA,
        LEFT,
        RIGHT,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** Whether this token follows {@code previous} with nothing between, as in {@code (index . 0).Name}. */
    boolean touches(Token previous) {
        return previous.offset + previous.text.length() == offset;
    }
}
