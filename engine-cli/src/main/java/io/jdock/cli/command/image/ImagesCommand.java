package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Filters;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.Listing;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock images}. */
public final class ImagesCommand implements Command {

    private static final List<String> COLUMNS = List.of("Repository", "Tag", "ID", "CreatedSince", "Size");
    private static final List<String> COLUMNS_WITH_DIGESTS =
            List.of("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size");

    private static final int COLUMNS_WHEN_UNKNOWN = 80;

    private final FlagSet flags = new FlagSet("[OPTIONS] [REPOSITORY[:TAG]]", "List images", Arity.atMost(1))
            .aliases("image ls", "image list", "images");
    private final BoolFlag all = flags.bool("all", 'a', "Show all images (default hides intermediate images)");
    private final BoolFlag digests = flags.bool("digests", '\0', "Show digests");
    private final ListFlag filters = flags.filter();
    private final TextFlag format = FormatFlag.ofList(flags);
    private final BoolFlag noTrunc = flags.bool("no-trunc", '\0', "Don't truncate output");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Only show image IDs");
    private final BoolFlag tree = flags.bool("tree", '\0', "List multi-platform images as a tree (EXPERIMENTAL)");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (tree.value()) {
            refuseWithTree();
            int columns = Pull.columns(cli.out());
            new ImageTree(all.value(), columns == 0 ? COLUMNS_WHEN_UNKNOWN : columns)
                    .print(cli.out(), fetch(cli, words));
            return 0;
        }
        String layout =
                format.given() || quiet.value() ? format.value() : cli.config().text("imagesFormat");
        List<ImageRow> rows = rows(fetch(cli, words).objects());
        if (quiet.value() && layout.isEmpty()) {
            for (ImageRow row : rows) {
                cli.out().println(row.cell("ID"));
            }
            return 0;
        }
        List<String> columns = digests.value() ? COLUMNS_WITH_DIGESTS : COLUMNS;
        new Listing(layout, new ImageRow.ImageHeadings(), columns).print(cli.out(), rows);
        return 0;
    }

    private void refuseWithTree() {
        refuse(quiet.value(), "--quiet");
        refuse(noTrunc.value(), "--no-trunc");
        refuse(digests.value(), "--show-digest");
        refuse(!format.value().isEmpty(), "--format");
    }

    private static void refuse(boolean given, String flag) {
        if (given) {
            throw new CommandException(flag + " is not yet supported with --tree");
        }
    }

    private JsonArray fetch(Cli cli, List<String> words) {
        List<String> conditions = new ArrayList<>(filters.values());
        for (String word : words) {
            conditions.add("reference=" + word);
        }
        Query query = new Query()
                .addIfTrue("all", all.value())
                .addUnlessEmpty("filters", Filters.toParameter(conditions))
                .addIfTrue("manifests", tree.value());
        return cli.client().get("/images/json" + query) instanceof JsonArray list ? list : JsonArray.EMPTY;
    }

    private List<ImageRow> rows(List<JsonObject> images) {
        long now = System.currentTimeMillis() / 1000;
        List<ImageRow> rows = new ArrayList<>();
        for (JsonObject image : images) {
            for (ImageName name : ImageName.of(image, digests.value())) {
                rows.add(new ImageRow(image, name, !noTrunc.value(), now));
            }
        }
        return rows;
    }
}
