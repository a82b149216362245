package io.jdock.cli.flags;

/** A switch: {@code --rm}, {@code --rm=false}. */
public final class BoolFlag extends Flag {

    private final boolean initial;
    private boolean value;

    BoolFlag(String name, char letter, boolean initial, String usage) {
        super(name, letter, usage);
        this.initial = initial;
        this.value = initial;
    }

    public boolean value() {
        return value;
    }

    @Override
    String type() {
        return "";
    }

    @Override
    String defaultText() {
        return initial ? "true" : "";
    }

    @Override
    void accept(String text) {
        value = switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new InvalidValueException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }
}
