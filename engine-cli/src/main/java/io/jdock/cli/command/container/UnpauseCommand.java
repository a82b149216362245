package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock unpause}. */
public final class UnpauseCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "CONTAINER [CONTAINER...]", "Unpause all processes within one or more containers", Arity.atLeast(1))
            .aliases("container unpause", "unpause");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        return Each.status(cli, words, name -> {
            cli.client().post(ContainerPath.of(name, "unpause"));
            return name;
        });
    }
}
