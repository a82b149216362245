package io.jdock.cli.command.usage;

import io.jdock.cli.command.Headings;
import io.jdock.cli.command.Row;
import io.jdock.cli.format.Sizes;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.List;
import java.util.Locale;

/** A volume in {@code system df -v}. */
final class VolumeRow extends Row {

    static final List<String> COLUMNS = List.of("Name", "Links", "Size");

    private static final List<String> NAMES = List.of("Driver", "Links", "Mountpoint", "Name", "Scope", "Size");

    private final JsonObject volume;

    VolumeRow(JsonObject volume) {
        this.volume = volume;
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    @Override
    protected JsonValue value(String name) {
        JsonObject data = volume.object("UsageData");
        return new JsonText(
                switch (name) {
                    case "Links" -> Long.toString(data.number("RefCount"));
                    case "Size" -> Sizes.decimal(data.number("Size"));
                    default -> volume.text(name);
                });
    }

    /** The headings of volumes. */
    static final class VolumeHeadings implements Headings {

        @Override
        public String of(String field) {
            return field.equals("Name") ? "VOLUME NAME" : field.toUpperCase(Locale.ROOT);
        }
    }
}
