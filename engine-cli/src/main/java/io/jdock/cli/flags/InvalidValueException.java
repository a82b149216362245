package io.jdock.cli.flags;

/** A value does not have the form its flag wants; the message says why, without naming the flag. */
public final class InvalidValueException extends RuntimeException {

    public InvalidValueException(String message) {
        super(message);
    }
}
