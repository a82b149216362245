package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock pause}. */
public final class PauseCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "CONTAINER [CONTAINER...]", "Pause all processes within one or more containers", Arity.atLeast(1))
            .aliases("container pause", "pause");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        return Each.status(cli, words, name -> {
            cli.client().post(ContainerPath.of(name, "pause"));
            return name;
        });
    }
}
