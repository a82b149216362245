package io.jdock.cli.command;

/** A command failed; the message is the complete text for the user. */
public final class CommandException extends RuntimeException {

    private final int exitCode;

    public CommandException(String message) {
        this(message, 1);
    }

    public CommandException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
