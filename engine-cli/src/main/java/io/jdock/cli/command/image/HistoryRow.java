package io.jdock.cli.command.image;

import io.jdock.cli.command.Headings;
import io.jdock.cli.command.Row;
import io.jdock.cli.format.Ages;
import io.jdock.cli.format.Moments;
import io.jdock.cli.format.Sizes;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;

/** One step of an image's making in {@code history}. */
final class HistoryRow extends Row {

    private static final List<String> NAMES =
            List.of("Comment", "CreatedAt", "CreatedBy", "CreatedSince", "ID", "Size");
    private static final int COMMAND_WIDTH = 45;

    private final JsonObject step;
    private final boolean truncate;
    private final boolean human;
    private final long now;

    HistoryRow(JsonObject step, boolean truncate, boolean human, long now) {
        this.step = step;
        this.truncate = truncate;
        this.human = human;
        this.now = now;
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    @Override
    protected JsonValue value(String field) {
        return new JsonText(
                switch (field) {
                    case "ID" -> truncate ? Texts.shortId(step.text("Id")) : step.text("Id");
                    case "CreatedSince" ->
                        human ? Ages.since(step.number("Created"), now) : Moments.rfc3339(step.number("Created"));
                    case "CreatedAt" -> Moments.rfc3339(step.number("Created"));
                    case "CreatedBy" -> command(step.text("CreatedBy").replace('\t', ' '));
                    case "Size" -> human ? Sizes.decimalShort(step.number("Size")) : Long.toString(step.number("Size"));
                    default -> step.text("Comment");
                });
    }

    private String command(String text) {
        return truncate ? Texts.ellipsis(text, COMMAND_WIDTH) : text;
    }

    /** The headings of {@code history}. */
    static final class HistoryHeadings implements Headings {

        @Override
        public String of(String field) {
            return switch (field) {
                case "ID" -> "IMAGE";
                case "CreatedSince" -> "CREATED";
                case "CreatedAt" -> "CREATED AT";
                case "CreatedBy" -> "CREATED BY";
                case "Size" -> "SIZE";
                case "Comment" -> "COMMENT";
                default -> "";
            };
        }
    }
}
