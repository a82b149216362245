package io.jdock.cli.command.usage;

import io.jdock.cli.command.Headings;
import io.jdock.cli.command.Row;
import io.jdock.cli.format.Sizes;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;
import java.util.Locale;

/** What one kind of things takes on disk. Sizes are bytes. */
final class UsageRow extends Row {

    private static final List<String> NAMES = List.of("Active", "Reclaimable", "Size", "TotalCount", "Type");

    private final String type;
    private final int total;
    private final int active;
    private final long size;
    private final long reclaimable;
    private final boolean share;

    /** @param share whether it is said which share of all can be freed */
    UsageRow(String type, int total, int active, long size, long reclaimable, boolean share) {
        this.type = type;
        this.total = total;
        this.active = active;
        this.size = size;
        this.reclaimable = reclaimable;
        this.share = share;
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    @Override
    protected JsonValue value(String name) {
        return new JsonText(
                switch (name) {
                    case "Type" -> type;
                    case "TotalCount" -> Integer.toString(total);
                    case "Active" -> Integer.toString(active);
                    case "Size" -> Sizes.decimal(size);
                    default -> Sizes.decimal(reclaimable) + (share && size > 0 ? percent() : "");
                });
    }

    private String percent() {
        return " (" + reclaimable * 100 / size + "%)";
    }

    /** The headings of {@code system df}. */
    static final class UsageHeadings implements Headings {

        @Override
        public String of(String field) {
            if (field.equals("TotalCount")) {
                return "TOTAL";
            }
            return NAMES.contains(field) ? field.toUpperCase(Locale.ROOT) : "";
        }
    }
}
