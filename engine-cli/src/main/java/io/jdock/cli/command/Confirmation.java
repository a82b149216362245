package io.jdock.cli.command;

import java.io.IOException;

/** Asks the user before something is done that cannot be undone. */
public final class Confirmation {

    private Confirmation() {}

    /** Whether the user agrees; no answer is none. */
    public static boolean given(Cli cli, String warning) {
        cli.out().print("WARNING! " + warning + "\nAre you sure you want to continue? [y/N] ");
        cli.out().flush();
        StringBuilder answer = new StringBuilder();
        try {
            for (int c = cli.in().read(); c >= 0 && c != '\n'; c = cli.in().read()) {
                answer.append((char) c);
            }
        } catch (IOException e) {
            throw new CommandException("read the answer: " + e.getMessage());
        }
        return answer.toString().strip().equalsIgnoreCase("y");
    }
}
