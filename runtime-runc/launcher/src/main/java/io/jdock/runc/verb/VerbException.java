package io.jdock.runc.verb;

/** A verb has failed; the text is complete. */
public final class VerbException extends RuntimeException {

    VerbException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The text for the user. */
    public String text() {
        String message = getMessage();
        return message == null ? toString() : message;
    }
}
