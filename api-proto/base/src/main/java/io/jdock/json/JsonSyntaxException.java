package io.jdock.json;

/** A text is not JSON; the message says where it stops being it. */
public final class JsonSyntaxException extends RuntimeException {

    JsonSyntaxException(String message) {
        super(message);
    }
}
