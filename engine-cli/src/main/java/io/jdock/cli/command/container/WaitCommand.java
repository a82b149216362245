package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock wait}. */
public final class WaitCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "CONTAINER [CONTAINER...]",
                    "Block until one or more containers stop, then print their exit codes",
                    Arity.atLeast(1))
            .aliases("container wait", "wait");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        return Each.status(
                cli,
                words,
                name -> Integer.toString(
                        ExitWait.begin(cli, name, "not-running").await()));
    }
}
