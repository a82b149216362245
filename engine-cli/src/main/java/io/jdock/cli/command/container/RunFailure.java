package io.jdock.cli.command.container;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.FlagSet;
import java.util.Locale;

/** How {@code run} and {@code create} tell that nothing was run. */
final class RunFailure {

    private static final int ENGINE = 125;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private RunFailure() {}

    /** The container could not be created. */
    static CommandException ofCreate(FlagSet flags, RuntimeException cause) {
        return of(flags, String.valueOf(cause.getMessage()), ENGINE);
    }

    /** The container could not be started: the exit status is the one that a shell gives for the same mistake. */
    static CommandException ofStart(FlagSet flags, RuntimeException cause) {
        String text = String.valueOf(cause.getMessage());
        return of(flags, text, statusOf(text));
    }

    private static CommandException of(FlagSet flags, String text, int status) {
        return new CommandException(
                FlagSet.PROGRAM + ": " + text + "\n\nRun '" + flags.path() + " --help' for more information", status);
    }

    /** The exit status that fits the engine's text about a container that did not start. */
    static int statusOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("executable file not found")
                || lower.contains("no such file or directory")
                || lower.contains("system cannot find the file specified")) {
            return NOT_FOUND;
        }
        return lower.contains("permission denied") || lower.contains("is a directory") ? NOT_EXECUTABLE : ENGINE;
    }
}
