package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import java.util.List;

/** {@code jdock kill}. */
public final class KillCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER [CONTAINER...]", "Kill one or more running containers", Arity.atLeast(1))
            .aliases("container kill", "kill");
    private final TextFlag signal = flags.text("signal", 's', "Signal to send to the container");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query().addUnlessEmpty("signal", signal.value());
        return Each.status(cli, words, name -> {
            cli.client().post(ContainerPath.of(name, "kill") + query);
            return name;
        });
    }
}
