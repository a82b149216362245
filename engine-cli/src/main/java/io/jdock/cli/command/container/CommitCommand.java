package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.util.List;

/** {@code jdock commit}. */
public final class CommitCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
                    "Create a new image from a container's changes",
                    new Arity(1, 2))
            .aliases("container commit", "commit");
    private final TextFlag author =
            flags.text("author", 'a', "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")");
    private final ListFlag changes = flags.list("change", 'c', "Apply Dockerfile instruction to the created image");
    private final TextFlag message = flags.text("message", 'm', "Commit message");
    private final BoolFlag pause = flags.bool("pause", 'p', true, "Pause container during commit");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query()
                .addUnlessEmpty("author", author.value())
                .addUnlessEmpty("comment", message.value())
                .add("container", words.get(0));
        changes.values().forEach(change -> query.add("changes", change));
        if (!pause.value()) {
            query.add("pause", false);
        }
        if (words.size() > 1) {
            ImageReference name = ImageReference.parse(words.get(1));
            if (!name.digest().isEmpty()) {
                throw new CommandException("refusing to create a tag with a digest reference");
            }
            query.add("repo", name.name()).add("tag", name.version());
        }
        if (JsonReader.read(cli.client().post("/commit" + query)) instanceof JsonObject made) {
            cli.out().println(made.text("Id"));
        }
        return 0;
    }
}
