package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** {@code jdock tag}. */
public final class TagCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
                    "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
                    Arity.exactly(2))
            .aliases("image tag", "tag");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ImageReference target = ImageReference.parse(words.get(1));
        if (!target.digest().isEmpty()) {
            throw new CommandException("refusing to create a tag with a digest reference");
        }
        Query query = new Query().add("repo", target.name()).add("tag", target.version());
        cli.client().post("/images/" + Query.encode(words.get(0)) + "/tag" + query);
        return 0;
    }
}
