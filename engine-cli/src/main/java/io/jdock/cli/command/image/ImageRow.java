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

/** One name of an image in {@code images}. An image with several names has a line for each. */
public final class ImageRow extends Row {

    private static final List<String> NAMES = List.of(
            "Containers",
            "CreatedAt",
            "CreatedSince",
            "Digest",
            "ID",
            "Repository",
            "SharedSize",
            "Size",
            "Tag",
            "UniqueSize",
            "VirtualSize");
    private static final String NOT_KNOWN = "N/A";

    /** The year 1, in seconds since 1970: what engines give for an image that does not tell when it was made. */
    private static final long NO_TIME = -62_135_596_800L;

    private final JsonObject image;
    private final ImageName name;
    private final boolean truncate;
    private final long now;

    public ImageRow(JsonObject image, ImageName name, boolean truncate, long now) {
        this.image = image;
        this.name = name;
        this.truncate = truncate;
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
                    case "Repository" -> name.repository();
                    case "Tag" -> name.tag();
                    case "Digest" -> name.digest();
                    case "ID" -> truncate ? Texts.shortId(image.text("Id")) : image.text("Id");
                    case "CreatedSince" -> age(image.number("Created"));
                    case "CreatedAt" -> Moments.seconds(image.number("Created"));
                    case "Size" -> Sizes.decimalShort(image.number("Size"));
                    case "VirtualSize" -> Sizes.decimal(image.number("Size"));
                    case "Containers" -> counted("Containers");
                    case "SharedSize" -> sized(image.number("SharedSize"));
                    default -> uniqueSize();
                });
    }

    private String age(long created) {
        return created > NO_TIME ? Ages.since(created, now) : NOT_KNOWN;
    }

    private String counted(String field) {
        return image.number(field) < 0 ? NOT_KNOWN : Long.toString(image.number(field));
    }

    private static String sized(long bytes) {
        return bytes < 0 ? NOT_KNOWN : Sizes.decimal(bytes);
    }

    private String uniqueSize() {
        long shared = image.number("SharedSize");
        return shared < 0 ? NOT_KNOWN : Sizes.decimal(image.number("Size") - shared);
    }

    /** The headings of {@code images}. */
    public static final class ImageHeadings implements Headings {

        @Override
        public String of(String field) {
            return switch (field) {
                case "ID" -> "IMAGE ID";
                case "CreatedSince" -> "CREATED";
                case "CreatedAt" -> "CREATED AT";
                case "SharedSize" -> "SHARED SIZE";
                case "UniqueSize" -> "UNIQUE SIZE";
                case "VirtualSize" -> "SIZE";
                default -> NAMES.contains(field) ? field.toUpperCase(java.util.Locale.ROOT) : "";
            };
        }
    }
}
