package io.jdock.cli.flags;

/** A flag with one text; the last one given counts. */
public final class TextFlag extends Flag {

    private final String type;
    private final String initial;
    private final ValueCheck check;
    private String value;

    TextFlag(String name, char letter, String type, String initial, ValueCheck check, String usage) {
        super(name, letter, usage);
        this.type = type;
        this.initial = initial;
        this.check = check;
        this.value = initial;
    }

    public String value() {
        return value;
    }

    @Override
    String type() {
        return type;
    }

    @Override
    String defaultText() {
        return initial.isEmpty() ? "" : "\"" + initial + "\"";
    }

    @Override
    void accept(String text) {
        check.check(text);
        value = text;
    }
}
