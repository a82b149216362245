package io.jdock.runc.flags;

/** A command line that cannot be understood; the text says why, the help is printed before it. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }

    /** The text for the user. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
