package io.jdock.cli.command.image;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock rmi}. */
public final class RemoveImageCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] IMAGE [IMAGE...]", "Remove one or more images", Arity.atLeast(1))
            .aliases("image rm", "image remove", "rmi");
    private final BoolFlag force = flags.bool("force", 'f', "Force removal of the image");
    private final BoolFlag noPrune = flags.bool("no-prune", '\0', "Do not delete untagged parents");
    private final ListFlag platforms = flags.list(
            "platform",
            '\0',
            "strings",
            ValueCheck.NONE,
            "Remove only the given platform variant. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        List<DaemonException> failures = new ArrayList<>();
        for (String image : words) {
            try {
                remove(cli, image);
            } catch (DaemonException e) {
                failures.add(e);
            }
        }
        boolean failed = false;
        for (DaemonException failure : failures) {
            cli.err().println(String.valueOf(failure.getMessage()));
            // With --force an image that is not there is only told about: what was wanted is so.
            failed = failed || !force.value() || !failure.isNotFound();
        }
        return failed ? 1 : 0;
    }

    private void remove(Cli cli, String image) {
        Query query = new Query().addIfTrue("force", force.value()).addIfTrue("noprune", noPrune.value());
        PlatformParameter.addAll(query, "platforms", platforms.values());
        String answer = cli.client().delete("/images/" + Query.encode(image) + query);
        if (JsonReader.read(answer) instanceof JsonArray list) {
            for (JsonObject item : list.objects()) {
                cli.out()
                        .println(
                                item.has("Deleted")
                                        ? "Deleted: " + item.text("Deleted")
                                        : "Untagged: " + item.text("Untagged"));
            }
        }
        cli.out().flush();
    }
}
