package io.jdock.cli.command;

import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** One command. Made for one use: it declares its flags when it is made, gets them parsed, and runs. */
public interface Command {

    FlagSet flags();

    /**
     * Does the work.
     *
     * @param words what was on the command line beside the flags; their number fits the flag set's arity
     * @return the exit status
     * @throws CommandException to fail with a text and a status
     */
    int run(Cli cli, List<String> words);
}
