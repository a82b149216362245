package io.jdock.cli.command.registry;

import io.jdock.cli.command.Headings;
import io.jdock.cli.command.Row;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;
import java.util.Locale;

/** One repository in {@code search}. */
final class SearchRow extends Row {

    private static final List<String> NAMES = List.of("Description", "IsOfficial", "Name", "StarCount");
    private static final int DESCRIPTION = 45;

    private final JsonObject found;
    private final boolean truncate;

    SearchRow(JsonObject found, boolean truncate) {
        this.found = found;
        this.truncate = truncate;
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    @Override
    protected JsonValue value(String field) {
        return new JsonText(
                switch (field) {
                    case "Description" -> description();
                    case "IsOfficial" -> found.bool("is_official") ? "[OK]" : "";
                    case "Name" -> found.text("name");
                    default -> found.text("star_count");
                });
    }

    /** Here programs read it. */
    @Override
    protected JsonValue jsonValue(String field) {
        return field.equals("IsOfficial") ? new JsonText(found.text("is_official")) : value(field);
    }

    private String description() {
        String text = found.text("description").replace('\n', ' ').replace('\r', ' ');
        return truncate ? Texts.ellipsis(text, DESCRIPTION) : text;
    }

    /** The headings of {@code search}. */
    static final class SearchHeadings implements Headings {

        @Override
        public String of(String field) {
            return switch (field) {
                case "StarCount" -> "STARS";
                case "IsOfficial" -> "OFFICIAL";
                default -> NAMES.contains(field) ? field.toUpperCase(Locale.ROOT) : "";
            };
        }
    }
}
