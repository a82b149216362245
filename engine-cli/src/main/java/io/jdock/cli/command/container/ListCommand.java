package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Filters;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.Listing;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock ps}. */
public final class ListCommand implements Command {

    private static final List<String> COLUMNS =
            List.of("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names");

    private final FlagSet flags = new FlagSet("[OPTIONS]", "List containers", Arity.NONE)
            .aliases("container ls", "container list", "container ps", "ps");
    private final BoolFlag all = flags.bool("all", 'a', "Show all containers (default shows just running)");
    private final ListFlag filters = flags.filter();
    private final TextFlag format = FormatFlag.ofList(flags);
    private final NumberFlag last =
            flags.number("last", 'n', NumberForm.INT, -1, "Show n last created containers (includes all states)");
    private final BoolFlag latest =
            flags.bool("latest", 'l', "Show the latest created container (includes all states)");
    private final BoolFlag noTrunc = flags.bool("no-trunc", '\0', "Don't truncate output");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Only display container IDs");
    private final BoolFlag size = flags.bool("size", 's', "Display total file sizes");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String layout =
                format.given() || quiet.value() ? format.value() : cli.config().text("psFormat");
        List<JsonObject> containers = fetch(cli, size.value() || layout.contains(".Size"));
        if (quiet.value() && layout.isEmpty()) {
            for (JsonObject container : containers) {
                String id = container.text("Id");
                cli.out().println(noTrunc.value() ? id : Texts.shortId(id));
            }
            return 0;
        }
        new Listing(layout, new ContainerRow.ContainerHeadings(), columns()).print(cli.out(), rows(containers));
        return 0;
    }

    private List<JsonObject> fetch(Cli cli, boolean withSize) {
        long limit = latest.value() && !last.given() ? 1 : last.value();
        Query query = new Query().addIfTrue("all", all.value());
        if (limit > 0) {
            query.add("limit", Long.toString(limit));
        }
        query.addIfTrue("size", withSize).addUnlessEmpty("filters", Filters.toParameter(filters.values()));
        return cli.client().get("/containers/json" + query) instanceof JsonArray list ? list.objects() : List.of();
    }

    private List<ContainerRow> rows(List<JsonObject> containers) {
        long now = System.currentTimeMillis() / 1000;
        List<ContainerRow> rows = new ArrayList<>(containers.size());
        for (JsonObject container : containers) {
            rows.add(new ContainerRow(container, !noTrunc.value(), now));
        }
        return rows;
    }

    private List<String> columns() {
        if (!size.value()) {
            return COLUMNS;
        }
        List<String> withSize = new ArrayList<>(COLUMNS);
        withSize.add("Size");
        return withSize;
    }
}
