package io.jdock.cli.flags;

/** One flag: its names, what it is for, and the value it was given. Written by the parser, then read by the command. */
public abstract sealed class Flag permits BoolFlag, TextFlag, ListFlag, NumberFlag {

    /** Stands for "no one-letter name". */
    public static final char NO_LETTER = 0;

    private final String name;
    private final char letter;
    private final String usage;
    private boolean given;
    private boolean hidden;

    Flag(String name, char letter, String usage) {
        this.name = name;
        this.letter = letter;
        this.usage = usage;
    }

    /** Whether the flag was on the command line, with whatever value. */
    public final boolean given() {
        return given;
    }

    final String name() {
        return name;
    }

    final char letter() {
        return letter;
    }

    final String usage() {
        return usage;
    }

    final boolean hidden() {
        return hidden;
    }

    final void hide() {
        hidden = true;
    }

    /** How the flag is called in an error: {@code -n, --last} or {@code --last}. */
    final String title() {
        return letter == NO_LETTER ? "--" + name : "-" + letter + ", --" + name;
    }

    /**
     * Takes a value from the command line.
     *
     * @throws InvalidValueException when the value is not of this flag's form
     */
    final void set(String value) {
        given = true;
        accept(value);
    }

    /** The kind of value in the help text; empty for a switch. */
    abstract String type();

    /** The default in the help text, empty when there is nothing to tell. */
    abstract String defaultText();

    abstract void accept(String value);
}
