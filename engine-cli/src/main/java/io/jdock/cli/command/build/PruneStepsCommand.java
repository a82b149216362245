package io.jdock.cli.command.build;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Confirmation;
import io.jdock.cli.command.Filters;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.format.Sizes;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.util.List;

/** {@code jdock builder prune}. Without limits by size, which the engine has none of. */
public final class PruneStepsCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Remove build cache", Arity.NONE);
    private final BoolFlag all = flags.bool("all", 'a', "Remove all unused build cache, not just dangling ones");
    private final ListFlag filters = flags.filterWithoutLetter("Provide filter values (e.g. \"until=24h\")");
    private final BoolFlag force = flags.bool("force", 'f', "Do not prompt for confirmation");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String warning =
                all.value() ? "This will remove all build cache." : "This will remove all dangling build cache.";
        if (!force.value() && !Confirmation.given(cli, warning)) {
            return 0;
        }
        Query query = new Query();
        if (all.value()) {
            query.add("all", "1");
        }
        if (!filters.values().isEmpty()) {
            query.add("filters", Filters.toParameter(filters.values()));
        }
        if (JsonReader.read(cli.client().post("/build/prune" + query)) instanceof JsonObject report) {
            show(cli, report);
        }
        return 0;
    }

    private static void show(Cli cli, JsonObject report) {
        List<String> deleted = report.array("CachesDeleted").texts();
        if (!deleted.isEmpty()) {
            cli.out().println("Deleted build cache objects:");
            deleted.forEach(cli.out()::println);
            cli.out().println("");
        }
        cli.out().println("Total reclaimed space: " + Sizes.decimal(report.number("SpaceReclaimed")));
    }
}
