package io.jdock.cli.command.usage;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Document;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.Listing;
import io.jdock.cli.command.Row;
import io.jdock.cli.command.container.ContainerRow;
import io.jdock.cli.command.image.ImageName;
import io.jdock.cli.command.image.ImageRow;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock system df}. */
public final class DfCommand implements Command {

    private static final List<String> COLUMNS = List.of("Type", "TotalCount", "Active", "Size", "Reclaimable");
    private static final List<String> IMAGE_COLUMNS =
            List.of("Repository", "Tag", "ID", "CreatedSince", "Size", "SharedSize", "UniqueSize", "Containers");
    private static final List<String> CONTAINER_COLUMNS =
            List.of("ID", "Image", "Command", "LocalVolumes", "Size", "RunningFor", "Status", "Names");

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Show jdock disk usage", Arity.NONE);
    private final TextFlag format = FormatFlag.ofList(flags);
    private final BoolFlag verbose = flags.bool("verbose", 'v', "Show detailed information on space usage");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Usage usage = new Usage(cli.client().getObject("/system/df"));
        if (!verbose.value()) {
            new Listing(format.value(), new UsageRow.UsageHeadings(), COLUMNS).print(cli.out(), usage.rows());
        } else if (format.value().isEmpty() || format.value().equals("table")) {
            printAll(cli, usage);
        } else {
            Document.print(cli, format.value(), document(usage));
        }
        return 0;
    }

    private static void printAll(Cli cli, Usage usage) {
        cli.out().println("Images space usage:\n");
        new Listing("", new ImageRow.ImageHeadings(), IMAGE_COLUMNS).print(cli.out(), images(usage, true));
        cli.out().println("\nContainers space usage:\n");
        new Listing("", new ContainerRow.ContainerHeadings(), CONTAINER_COLUMNS)
                .print(cli.out(), containers(usage, true));
        cli.out().println("\nLocal Volumes space usage:\n");
        new Listing("", new VolumeRow.VolumeHeadings(), VolumeRow.COLUMNS).print(cli.out(), volumes(usage));
        cli.out().println("\nBuild cache usage: " + usage.rows().getLast().cell("Size") + "\n");
        new Listing("", new CacheHeadings(), CacheHeadings.COLUMNS).print(cli.out(), List.of());
    }

    private static JsonObject document(Usage usage) {
        return JsonObject.builder()
                .put("Images", whole(images(usage, false)))
                .put("Containers", whole(containers(usage, false)))
                .put("Volumes", whole(volumes(usage)))
                .put("BuildCache", new JsonArray(new ArrayList<>(usage.cache())))
                .build();
    }

    private static JsonArray whole(List<? extends Row> rows) {
        List<JsonValue> items = new ArrayList<>();
        rows.forEach(row -> items.add(row.whole()));
        return new JsonArray(items);
    }

    private static List<ImageRow> images(Usage usage, boolean truncate) {
        List<ImageRow> rows = new ArrayList<>();
        for (JsonObject image : usage.images()) {
            rows.add(new ImageRow(image, ImageName.of(image, false).get(0), truncate, now()));
        }
        return rows;
    }

    private static List<ContainerRow> containers(Usage usage, boolean truncate) {
        List<ContainerRow> rows = new ArrayList<>();
        usage.containers().forEach(container -> rows.add(new ContainerRow(container, truncate, now())));
        return rows;
    }

    private static List<VolumeRow> volumes(Usage usage) {
        List<VolumeRow> rows = new ArrayList<>();
        usage.volumes().forEach(volume -> rows.add(new VolumeRow(volume)));
        return rows;
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
