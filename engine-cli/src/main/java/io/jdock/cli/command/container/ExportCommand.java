package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Download;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import java.util.List;

/** {@code jdock export}. */
public final class ExportCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER", "Export a container's filesystem as a tar archive", Arity.exactly(1))
            .aliases("container export", "export");
    private final TextFlag output = flags.text("output", 'o', "Write to a file, instead of STDOUT");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String target = "/containers/" + Query.encode(words.get(0)) + "/export";
        new Download(cli, HttpRequest.of("GET", target)).to(output.value());
        return 0;
    }
}
