package io.jdock.cli.command.container;

import io.jdock.cli.command.Headings;
import io.jdock.cli.command.Row;
import io.jdock.cli.format.Ages;
import io.jdock.cli.format.Moments;
import io.jdock.cli.format.Ports;
import io.jdock.cli.format.Sizes;
import io.jdock.cli.format.Texts;
import io.jdock.cli.template.TemplateException;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A container in {@code ps}. */
public final class ContainerRow extends Row {

    private static final int COMMAND_WIDTH = 20;
    private static final int MOUNT_WIDTH = 15;
    private static final List<String> NAMES = List.of(
            "Command",
            "CreatedAt",
            "ID",
            "Image",
            "Labels",
            "LocalVolumes",
            "Mounts",
            "Names",
            "Networks",
            "Platform",
            "Ports",
            "RunningFor",
            "Size",
            "State",
            "Status");

    private final JsonObject container;
    private final boolean truncate;
    private final long now;

    public ContainerRow(JsonObject container, boolean truncate, long now) {
        this.container = container;
        this.truncate = truncate;
        this.now = now;
    }

    @Override
    protected List<String> names() {
        return NAMES;
    }

    @Override
    protected JsonValue value(String name) {
        return name.equals("Platform")
                ? container.object("ImageManifestDescriptor").get("platform")
                : text(name);
    }

    /** {@code .Label "owner"} is the one field with an argument. */
    @Override
    public JsonValue field(String name, List<JsonValue> arguments) {
        if (!name.equals("Label")) {
            return super.field(name, arguments);
        }
        if (arguments.size() != 1) {
            throw new TemplateException("wrong number of args for Label: want 1 got " + arguments.size());
        }
        return new JsonText(container.object("Labels").text(arguments.get(0).asText()));
    }

    private JsonText text(String name) {
        return new JsonText(
                switch (name) {
                    case "ID" -> truncate ? Texts.shortId(container.text("Id")) : container.text("Id");
                    case "Image" -> image();
                    case "Command" -> command();
                    case "RunningFor" -> Ages.since(container.number("Created"), now);
                    case "CreatedAt" -> Moments.seconds(container.number("Created"));
                    case "Status" -> container.text("Status");
                    case "State" -> container.text("State");
                    case "Ports" -> Ports.show(container.array("Ports"));
                    case "Names" -> containerNames();
                    case "Size" -> size();
                    case "Labels" -> labels();
                    case "Mounts" -> mounts();
                    case "LocalVolumes" -> localVolumes();
                    default -> networks();
                });
    }

    private String image() {
        String image = container.text("Image");
        if (image.isEmpty()) {
            return "<no image>";
        }
        if (!truncate) {
            return image;
        }
        String shortId = Texts.shortId(image);
        if (shortId.equals(Texts.shortId(container.text("ImageID")))) {
            return shortId;
        }
        int digest = image.indexOf('@');
        return digest < 0 ? image : image.substring(0, digest);
    }

    private String command() {
        String command = container.text("Command");
        return Texts.quote(truncate ? Texts.ellipsis(command, COMMAND_WIDTH) : command);
    }

    /** Names come with a slash before them; those with a second slash are links of other containers. */
    private String containerNames() {
        List<String> shown = new ArrayList<>();
        for (String name : container.array("Names").texts()) {
            String bare = name.startsWith("/") ? name.substring(1) : name;
            if (!truncate || bare.indexOf('/') < 0) {
                shown.add(bare);
            }
        }
        return Texts.join(shown, ",");
    }

    private String size() {
        String own = Sizes.decimalShort(container.number("SizeRw"));
        long whole = container.number("SizeRootFs");
        return whole > 0 ? own + " (virtual " + Sizes.decimalShort(whole) + ")" : own;
    }

    private String labels() {
        JsonObject labels = container.object("Labels");
        List<String> shown = new ArrayList<>();
        for (String name : labels.sortedNames()) {
            shown.add(name + "=" + labels.text(name));
        }
        return Texts.join(shown, ",");
    }

    private String mounts() {
        List<String> shown = new ArrayList<>();
        for (JsonObject mount : container.array("Mounts").objects()) {
            String name = mount.text("Name").isEmpty() ? mount.text("Source") : mount.text("Name");
            shown.add(truncate ? Texts.ellipsis(name, MOUNT_WIDTH) : name);
        }
        return Texts.join(shown, ",");
    }

    private String localVolumes() {
        int count = 0;
        JsonArray mounts = container.array("Mounts");
        for (JsonObject mount : mounts.objects()) {
            if (mount.text("Driver").equals("local")) {
                count++;
            }
        }
        return Integer.toString(count);
    }

    private String networks() {
        return Texts.join(container.object("NetworkSettings").object("Networks").sortedNames(), ",");
    }

    /** The headings of {@code ps}. */
    public static final class ContainerHeadings implements Headings {

        @Override
        public String of(String field) {
            return switch (field) {
                case "ID" -> "CONTAINER ID";
                case "RunningFor" -> "CREATED";
                case "CreatedAt" -> "CREATED AT";
                case "LocalVolumes" -> "LOCAL VOLUMES";
                default -> NAMES.contains(field) ? field.toUpperCase(java.util.Locale.ROOT) : "";
            };
        }
    }
}
