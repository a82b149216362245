package io.jdock.cli.command.image;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import java.util.List;

/** {@code jdock pull}. */
public final class PullCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] NAME[:TAG|@DIGEST]", "Download an image from a registry", Arity.exactly(1))
            .aliases("image pull", "pull");
    private final BoolFlag allTags = flags.bool("all-tags", 'a', "Download all tagged images in the repository");
    private final TextFlag platform = flags.text("platform", '\0', "Set platform if server is multi-platform capable");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Suppress verbose output");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference image = ImageReference.parse(words.get(0));
        boolean exact = !image.tag().isEmpty() || !image.digest().isEmpty();
        if (allTags.value() && exact) {
            throw new CommandException("tag can't be used with --all-tags/-a");
        }
        if (!allTags.value() && !exact && !quiet.value()) {
            cli.out().println("Using default tag: latest");
        }
        String wanted = platform.given() ? platform.value() : cli.environment("DOCKER_DEFAULT_PLATFORM");
        Pull pull = new Pull(cli, wanted);
        if (allTags.value()) {
            pull.runAllTags(image, cli.out(), quiet.value());
            return 0;
        }
        pull.run(image, cli.out(), quiet.value(), 1);
        cli.out().println(image.canonical());
        return 0;
    }
}
