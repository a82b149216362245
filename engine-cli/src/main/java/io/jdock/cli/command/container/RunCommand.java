package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.EngineUnreachableException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.container.options.ContainerOptions;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.terminal.Tty;
import java.util.List;

/**
 * {@code jdock run}: create, attach, wait, start, in this order, so that neither a byte of output nor the exit status can be
 * missed; then copy streams until the container ends or the user detaches.
 */
public final class RunCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] IMAGE [COMMAND] [ARG...]",
                    "Create and run a new container from an image",
                    Arity.atLeast(1))
            .aliases("container run", "run")
            .stopAtFirstWord();
    private final ContainerOptions options = new ContainerOptions(flags);
    private final BoolFlag detach = flags.bool("detach", 'd', "Run container in background and print container ID");
    private final TextFlag detachKeys =
            flags.text("detach-keys", '\0', "Override the key sequence for detaching a container");
    private final BoolFlag sigProxy = flags.bool("sig-proxy", '\0', true, "Proxy received signals to the process");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (!detach.value() && options.hasTty() && options.attaches("stdin") && !Tty.isTerminal(0)) {
            throw new CommandException("the input device is not a TTY");
        }
        String id = create(cli, words);
        try {
            return detach.value() ? inBackground(cli, id) : inForeground(cli, id);
        } catch (DaemonException | EngineUnreachableException e) {
            throw RunFailure.ofStart(flags, e);
        }
    }

    private String create(Cli cli, List<String> words) {
        try {
            if (detach.value() && options.namesStreams()) {
                throw new CommandException("conflicting options: cannot specify both --attach and --detach");
            }
            return new Creation(cli, options, words).create(detach.value());
        } catch (DaemonException | EngineUnreachableException | CommandException e) {
            throw RunFailure.ofCreate(flags, e);
        }
    }

    private static int inBackground(Cli cli, String id) {
        cli.client().post(ContainerPath.of(id, "start"));
        cli.out().println(id);
        return 0;
    }

    private int inForeground(Cli cli, String id) {
        Foreground.Plan plan = new Foreground.Plan(
                options.hasTty(),
                options.attaches("stdin"),
                options.attaches("stdout"),
                options.attaches("stderr"),
                sigProxy.value(),
                detachKeys.value());
        return new Foreground(cli, id, plan).run(options.removesItself());
    }
}
