package io.jdock.cli.template;

/** A template cannot be parsed, or does not fit what it is run over; the message is for the user. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }
}
