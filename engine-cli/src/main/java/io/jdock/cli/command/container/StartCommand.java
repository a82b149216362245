package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.format.Texts;
import io.jdock.cli.terminal.Tty;
import io.jdock.json.JsonObject;
import java.util.List;

/** {@code jdock start}. */
public final class StartCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER [CONTAINER...]", "Start one or more stopped containers", Arity.atLeast(1))
            .aliases("container start", "start");
    private final BoolFlag attach = flags.bool("attach", 'a', "Attach STDOUT/STDERR and forward signals");
    private final TextFlag detachKeys =
            flags.text("detach-keys", '\0', "Override the key sequence for detaching a container");
    private final BoolFlag interactive = flags.bool("interactive", 'i', "Attach container's STDIN");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (attach.value() || interactive.value()) {
            return inForeground(cli, words);
        }
        List<String> failed = Each.run(cli, words, name -> {
            cli.client().post(ContainerPath.of(name, "start"));
            return name;
        });
        if (!failed.isEmpty()) {
            throw new CommandException("Error: failed to start containers: " + Texts.join(failed, ", "));
        }
        return 0;
    }

    private int inForeground(Cli cli, List<String> words) {
        if (words.size() > 1) {
            throw new CommandException("you cannot start and attach multiple containers at once");
        }
        JsonObject container = cli.client().getObject(ContainerPath.of(words.get(0), "json"));
        JsonObject config = container.object("Config");
        boolean stdin = interactive.value() && config.bool("OpenStdin");
        if (stdin && config.bool("Tty") && !Tty.isTerminal(0)) {
            throw new CommandException("the input device is not a TTY");
        }
        Foreground.Plan plan = new Foreground.Plan(config.bool("Tty"), stdin, true, true, true, detachKeys.value());
        return new Foreground(cli, container.text("Id"), plan)
                .run(container.object("HostConfig").bool("AutoRemove"));
    }
}
