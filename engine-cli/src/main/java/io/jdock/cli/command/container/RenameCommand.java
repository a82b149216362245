package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock rename}. */
public final class RenameCommand implements Command {

    private final FlagSet flags = new FlagSet("CONTAINER NEW_NAME", "Rename a container", Arity.exactly(2))
            .aliases("container rename", "rename");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String from = words.get(0).strip();
        String to = words.get(1).strip();
        if (from.isEmpty() || to.isEmpty()) {
            throw new CommandException("Error: Neither old nor new names may be empty");
        }
        try {
            cli.client().post(ContainerPath.of(from, "rename") + new Query().add("name", to));
            return 0;
        } catch (DaemonException e) {
            throw new CommandException(e.getMessage() + "\nError: failed to rename container named " + from);
        }
    }
}
