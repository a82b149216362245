package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.Listing;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock history}. */
public final class HistoryCommand implements Command {

    private static final List<String> FOR_PEOPLE = List.of("ID", "CreatedSince", "CreatedBy", "Size", "Comment");
    private static final List<String> FOR_PROGRAMS = List.of("ID", "CreatedAt", "CreatedBy", "Size", "Comment");

    private final FlagSet flags = new FlagSet("[OPTIONS] IMAGE", "Show the history of an image", Arity.exactly(1))
            .aliases("image history", "history");
    private final TextFlag format = FormatFlag.ofList(flags);
    private final BoolFlag human = flags.bool("human", 'H', true, "Print sizes and dates in human readable format");
    private final BoolFlag noTrunc = flags.bool("no-trunc", '\0', "Don't truncate output");
    private final TextFlag platform = flags.text(
            "platform",
            '\0',
            "Show history for the given platform. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Only show image IDs");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query();
        if (platform.given()) {
            query.add("platform", PlatformParameter.of(platform.value()));
        }
        String path = "/images/" + Query.encode(words.get(0)) + "/history" + query;
        long now = System.currentTimeMillis() / 1000;
        List<HistoryRow> rows = new ArrayList<>();
        if (cli.client().get(path) instanceof JsonArray steps) {
            for (JsonObject step : steps.objects()) {
                rows.add(new HistoryRow(step, !noTrunc.value(), human.value(), now));
            }
        }
        if (quiet.value() && !format.given()) {
            for (HistoryRow row : rows) {
                cli.out().println(row.cell("ID"));
            }
            return 0;
        }
        List<String> columns = human.value() ? FOR_PEOPLE : FOR_PROGRAMS;
        new Listing(format.value(), new HistoryRow.HistoryHeadings(), columns).print(cli.out(), rows);
        return 0;
    }
}
