package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import java.util.List;

/** {@code jdock restart}. */
public final class RestartCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER [CONTAINER...]", "Restart one or more containers", Arity.atLeast(1))
            .aliases("container restart", "restart");
    private final TextFlag signal = flags.text("signal", 's', "Signal to send to the container");
    private final NumberFlag timeout =
            flags.number("timeout", 't', NumberForm.INT, "Seconds to wait before killing the container");
    private final NumberFlag time =
            flags.hidden(flags.number("time", '\0', NumberForm.INT, "Seconds to wait before killing the container"));

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query().addUnlessEmpty("signal", signal.value());
        if (timeout.given() || time.given()) {
            query.add("t", Long.toString(timeout.given() ? timeout.value() : time.value()));
        }
        return Each.status(cli, words, name -> {
            cli.client().post(ContainerPath.of(name, "restart") + query);
            return name;
        });
    }
}
