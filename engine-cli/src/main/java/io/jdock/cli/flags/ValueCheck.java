package io.jdock.cli.flags;

/** Looks at a value while the command line is parsed, so that a mistake is told together with the usage. */
public interface ValueCheck {

    /** Accepts anything. */
    ValueCheck NONE = value -> {};

    /**
     * Returns when {@code value} is fine.
     *
     * @throws InvalidValueException when it is not
     */
    void check(String value);
}
