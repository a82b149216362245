package io.jdock.cli.flags;

/** Wants {@code name=value}. A class and not a lambda, because the commands that start fastest use it. */
final class FilterCheck implements ValueCheck {

    @Override
    public void check(String value) {
        if (!value.isEmpty() && value.indexOf('=') < 0) {
            throw new InvalidValueException("bad format of filter (expected name=value)");
        }
    }
}
