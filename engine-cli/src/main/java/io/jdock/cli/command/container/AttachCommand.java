package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.terminal.Tty;
import io.jdock.json.JsonObject;
import java.util.List;

/** {@code jdock attach}. */
public final class AttachCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER",
                    "Attach local standard input, output, and error streams to a running container",
                    Arity.exactly(1))
            .aliases("container attach", "attach");
    private final TextFlag detachKeys =
            flags.text("detach-keys", '\0', "Override the key sequence for detaching a container");
    private final BoolFlag noStdin = flags.bool("no-stdin", '\0', "Do not attach STDIN");
    private final BoolFlag sigProxy = flags.bool("sig-proxy", '\0', true, "Proxy all received signals to the process");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String name = words.get(0);
        JsonObject container = cli.client().getObject(ContainerPath.of(name, "json"));
        requireRunning(container.object("State"));
        JsonObject config = container.object("Config");
        boolean stdin = !noStdin.value() && config.bool("OpenStdin");
        if (stdin && config.bool("Tty") && !Tty.isTerminal(0)) {
            throw new CommandException("the input device is not a TTY");
        }
        Foreground.Plan plan =
                new Foreground.Plan(config.bool("Tty"), stdin, true, true, sigProxy.value(), detachKeys.value());
        return new Foreground(cli, name, plan).join();
    }

    private static void requireRunning(JsonObject state) {
        if (!state.bool("Running")) {
            throw new CommandException("cannot attach to a stopped container, start it first");
        }
        if (state.bool("Paused")) {
            throw new CommandException("cannot attach to a paused container, unpause it first");
        }
        if (state.bool("Restarting")) {
            throw new CommandException("cannot attach to a restarting container, wait until it is running");
        }
    }
}
