package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Confirmation;
import io.jdock.cli.command.Filters;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.Flag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.format.Sizes;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock image prune}; {@code --dry-run} is jdock's own. */
public final class PruneCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Remove unused images", Arity.NONE);
    private final BoolFlag all = flags.bool("all", 'a', "Remove all unused images, not just dangling ones");
    private final ListFlag filters = flags.filterWithoutLetter("Provide filter values (e.g. \"until=<timestamp>\")");
    private final BoolFlag dryRun =
            flags.bool("dry-run", Flag.NO_LETTER, "Show what would be removed, and remove nothing");
    private final BoolFlag force = flags.bool("force", 'f', "Do not prompt for confirmation");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String warning = all.value()
                ? "This will remove all images without at least one container associated to them."
                : "This will remove all dangling images.";
        if (!force.value() && !dryRun.value() && !Confirmation.given(cli, warning)) {
            return 0;
        }
        List<String> conditions = new ArrayList<>(List.of("dangling=" + !all.value()));
        conditions.addAll(filters.values());
        Query query = new Query().add("filters", Filters.toParameter(conditions));
        String route = "/images/prune" + query;
        String answer =
                dryRun.value() ? cli.client().getText(route) : cli.client().post(route);
        if (JsonReader.read(answer) instanceof JsonObject report) {
            show(cli, report);
        }
        return 0;
    }

    private void show(Cli cli, JsonObject report) {
        List<JsonObject> items = report.array("ImagesDeleted").objects();
        if (!items.isEmpty()) {
            cli.out().println(dryRun.value() ? "Images to delete:" : "Deleted Images:");
            for (JsonObject item : items) {
                cli.out()
                        .println(
                                item.has("Untagged")
                                        ? "untagged: " + item.text("Untagged")
                                        : "deleted: " + item.text("Deleted"));
            }
            cli.out().println("");
        }
        String total = dryRun.value() ? "Total reclaimable space: " : "Total reclaimed space: ";
        cli.out().println(total + Sizes.decimal(report.number("SpaceReclaimed")));
    }
}
