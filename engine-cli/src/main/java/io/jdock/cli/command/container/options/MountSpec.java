package io.jdock.cli.command.container.options;

import io.jdock.cli.flags.ByteSize;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The value of {@code --mount}: {@code type=bind,source=/a,target=/b,readonly}. */
final class MountSpec {

    private String type = "volume";
    private String source = "";
    private String target = "";
    private boolean readOnly;
    private final JsonObjectBuilder bind = JsonObject.builder();
    private final JsonObjectBuilder volume = JsonObject.builder();
    private final JsonObjectBuilder tmpfs = JsonObject.builder();
    private final Map<String, String> volumeLabels = new LinkedHashMap<>();
    private final Map<String, String> driverOptions = new LinkedHashMap<>();
    private String driver = "";

    private MountSpec() {}

    /**
     * Reads a mount.
     *
     * @return the mount as the engine wants it
     * @throws InvalidValueException when a field is unknown or does not fit the others
     */
    static JsonObject parse(String text) {
        MountSpec spec = new MountSpec();
        for (String field : fields(text)) {
            int equals = field.indexOf('=');
            String name = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (equals >= 0) {
                spec.set(name, field.substring(equals + 1), field);
            } else {
                spec.set(name, field);
            }
        }
        return spec.build();
    }

    /** Fields are separated by commas; quotes keep a comma inside one, as in a line of CSV. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private void set(String name, String field) {
        switch (name) {
            case "readonly", "ro" -> readOnly = true;
            case "volume-nocopy" -> volume.put("NoCopy", true);
            case "bind-nonrecursive" -> bind.put("NonRecursive", true);
            default -> throw new InvalidValueException("invalid field '" + field + "' must be a key=value pair");
        }
    }

    private void set(String name, String value, String field) {
        switch (name) {
            case "type" -> type = value.toLowerCase(Locale.ROOT);
            case "source", "src" -> source = absolute(value);
            case "target", "dst", "destination" -> target = value;
            case "readonly", "ro" -> readOnly = bool(name, value);
            case "bind-propagation" -> bind.put("Propagation", value.toLowerCase(Locale.ROOT));
            case "bind-nonrecursive" -> bind.put("NonRecursive", bool(name, value));
            case "bind-recursive" -> recursion(value);
            case "volume-nocopy" -> volume.put("NoCopy", bool(name, value));
            case "volume-subpath" -> volume.put("Subpath", value);
            case "volume-driver" -> driver = value;
            case "volume-label" -> pair(volumeLabels, value);
            case "volume-opt" -> pair(driverOptions, value);
            case "tmpfs-size" -> tmpfs.put("SizeBytes", ByteSize.parse(value));
            case "tmpfs-mode" -> tmpfs.put("Mode", octal(value));
            default -> throw new InvalidValueException("unexpected key '" + name + "' in '" + field + "'");
        }
    }

    private static String absolute(String value) {
        return value.startsWith(".")
                ? Path.of(value).toAbsolutePath().normalize().toString()
                : value;
    }

    private void recursion(String value) {
        switch (value) {
            case "enabled" -> {}
            case "disabled" -> bind.put("NonRecursive", true);
            case "writable" -> bind.put("ReadOnlyNonRecursive", true);
            case "readonly" -> bind.put("ReadOnlyForceRecursive", true);
            default ->
                throw new InvalidValueException("invalid value for bind-recursive: " + value
                        + " (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")");
        }
    }

    private static boolean bool(String name, String value) {
        return switch (value) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new InvalidValueException("invalid value for " + name + ": " + value);
        };
    }

    private static void pair(Map<String, String> pairs, String value) {
        int equals = value.indexOf('=');
        pairs.put(equals < 0 ? value : value.substring(0, equals), equals < 0 ? "" : value.substring(equals + 1));
    }

    private static long octal(String value) {
        try {
            return Integer.parseInt(value, 8);
        } catch (NumberFormatException e) {
            throw new InvalidValueException("invalid value for tmpfs-mode: " + value);
        }
    }

    private JsonObject build() {
        if (target.isEmpty()) {
            throw new InvalidValueException("target is required");
        }
        JsonObjectBuilder mount = JsonObject.builder().put("Type", type).putUnlessEmpty("Source", source);
        mount.put("Target", target).putIfTrue("ReadOnly", readOnly);
        addOptions(mount, "bind", "BindOptions", bind.build());
        addOptions(mount, "volume", "VolumeOptions", volumeOptions());
        addOptions(mount, "tmpfs", "TmpfsOptions", tmpfs.build());
        return mount.build();
    }

    private JsonObject volumeOptions() {
        JsonObject config = JsonObject.builder()
                .putUnlessEmpty("Name", driver)
                .putUnlessEmpty("Options", JsonObject.ofTexts(driverOptions))
                .build();
        return volume.putUnlessEmpty("Labels", JsonObject.ofTexts(volumeLabels))
                .putUnlessEmpty("DriverConfig", config)
                .build();
    }

    private void addOptions(JsonObjectBuilder mount, String kind, String name, JsonObject options) {
        if (options.isEmpty()) {
            return;
        }
        if (!type.equals(kind)) {
            throw new InvalidValueException("cannot mix '" + kind + "-*' options with mount type '" + type + "'");
        }
        mount.put(name, options);
    }
}
