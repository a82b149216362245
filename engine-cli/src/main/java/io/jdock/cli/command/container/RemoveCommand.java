package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Each;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock rm}. */
public final class RemoveCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER [CONTAINER...]", "Remove one or more containers", Arity.atLeast(1))
            .aliases("container rm", "container remove", "rm");
    private final BoolFlag force = flags.bool("force", 'f', "Force the removal of a running container (uses SIGKILL)");
    private final BoolFlag link = flags.bool("link", 'l', "Remove the specified link");
    private final BoolFlag volumes =
            flags.bool("volumes", 'v', "Remove anonymous volumes associated with the container");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query()
                .addIfTrue("v", volumes.value())
                .addIfTrue("link", link.value())
                .addIfTrue("force", force.value());
        List<String> failed = Each.run(cli, words, name -> remove(cli, name, query));
        return failed.isEmpty() ? 0 : 1;
    }

    /** With {@code --force} a container that is not there is only told about: what was wanted is so. */
    private String remove(Cli cli, String name, Query query) {
        String bare = name.startsWith("/") ? name.substring(1) : name;
        cli.client().delete("/containers/" + Query.encode(bare) + query);
        return name;
    }
}
