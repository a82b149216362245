package io.jdock.cli.command;

import io.jdock.cli.client.DaemonException;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the same to several objects and goes on when one fails: prints what was done and what went wrong, in order.
 *
 * <p>{@code action} returns what to print for the object, which is mostly its name.
 */
public final class Each {

    /** What is done to one object. */
    public interface Action {
        String on(String name);
    }

    private Each() {}

    /**
     * Runs {@code action} on all {@code names}.
     *
     * @return the names that failed
     */
    public static List<String> run(Cli cli, List<String> names, Action action) {
        List<String> failed = new ArrayList<>();
        for (String name : names) {
            try {
                cli.out().println(action.on(name));
                cli.out().flush();
            } catch (DaemonException e) {
                cli.err().println(String.valueOf(e.getMessage()));
                cli.err().flush();
                failed.add(name);
            }
        }
        return failed;
    }

    /** The same, as the end of a command: exit status 1 when anything failed. */
    public static int status(Cli cli, List<String> names, Action action) {
        return run(cli, names, action).isEmpty() ? 0 : 1;
    }
}
