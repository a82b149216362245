package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.EngineUnreachableException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.container.options.ContainerOptions;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock create}. */
public final class CreateCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new container", Arity.atLeast(1))
            .aliases("container create", "create")
            .stopAtFirstWord();
    private final ContainerOptions options = new ContainerOptions(flags);

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        try {
            cli.out().println(new Creation(cli, options, words).create(false));
            return 0;
        } catch (DaemonException | EngineUnreachableException e) {
            throw e;
        } catch (CommandException e) {
            throw RunFailure.ofCreate(flags, e);
        }
    }
}
