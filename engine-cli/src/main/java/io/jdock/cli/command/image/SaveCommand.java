package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Download;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.cli.http.HttpRequest;
import java.util.List;

/** {@code jdock save}. A file appears under its name only when the archive is whole. */
public final class SaveCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] IMAGE [IMAGE...]",
                    "Save one or more images to a tar archive (streamed to STDOUT by default)",
                    Arity.atLeast(1))
            .aliases("image save", "save");
    private final TextFlag output = flags.text("output", 'o', "Write to a file, instead of STDOUT");
    private final ListFlag platforms = flags.list(
            "platform",
            '\0',
            "strings",
            ValueCheck.NONE,
            "Save only the given platform(s). Formatted as a comma-separated list of \"os[/arch[/variant]]\" (e.g., \"linux/amd64,linux/arm64/v8\")");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query();
        words.forEach(word -> query.add("names", word));
        PlatformParameter.addAll(query, "platform", platforms.values());
        new Download(cli, HttpRequest.of("GET", "/images/get" + query)).to(output.value());
        return 0;
    }
}
