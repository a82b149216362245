package io.jdock.cli.command.registry;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Filters;
import io.jdock.cli.command.Listing;
import io.jdock.cli.command.credentials.AuthHeader;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock search}. */
public final class SearchCommand implements Command {

    private static final List<String> COLUMNS = List.of("Name", "Description", "StarCount", "IsOfficial");

    private final FlagSet flags = new FlagSet("[OPTIONS] TERM", "Search Docker Hub for images", Arity.exactly(1));
    private final ListFlag filters = flags.filter();
    private final TextFlag format = flags.text("format", '\0', "Pretty-print search using a Go template");
    private final NumberFlag limit = flags.number("limit", '\0', NumberForm.INT, "Max number of search results");
    private final BoolFlag noTrunc = flags.bool("no-trunc", '\0', "Don't truncate output");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String term = words.get(0);
        Query query = new Query()
                .addUnlessEmpty("filters", Filters.toParameter(filters.values()))
                .addUnlessEmpty("limit", limit.value() == 0 ? "" : Long.toString(limit.value()))
                .add("term", term);
        HttpRequest request = HttpRequest.of("GET", "/images/search" + query);
        request.headers()
                .add(
                        AuthHeader.NAME,
                        AuthHeader.of(cli, ImageReference.parse(term).registry()));
        List<SearchRow> rows = new ArrayList<>();
        for (JsonObject found : answer(cli, request).objects()) {
            rows.add(new SearchRow(found, !noTrunc.value()));
        }
        new Listing(format.value(), new SearchRow.SearchHeadings(), COLUMNS).print(cli.out(), rows);
        return 0;
    }

    private static JsonArray answer(Cli cli, HttpRequest request) {
        try {
            return JsonReader.read(cli.client().open(request).text()) instanceof JsonArray list
                    ? list
                    : JsonArray.EMPTY;
        } catch (IOException e) {
            throw new CommandException("search: " + e.getMessage());
        }
    }
}
