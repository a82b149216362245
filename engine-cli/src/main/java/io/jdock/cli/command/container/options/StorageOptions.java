package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is mounted, and where the container's own files live. */
final class StorageOptions implements OptionGroup {

    private final ListFlag volumes;
    private final ListFlag mounts;
    private final ListFlag tmpfs;
    private final ListFlag volumesFrom;
    private final TextFlag volumeDriver;
    private final ListFlag storageOpts;

    StorageOptions(FlagSet flags) {
        volumes = flags.list("volume", 'v', "Bind mount a volume");
        mounts = flags.list("mount", '\0', "mount", MountSpec::parse, "Attach a filesystem mount to the container");
        tmpfs = flags.list("tmpfs", '\0', "Mount a tmpfs directory");
        volumesFrom = flags.list("volumes-from", '\0', "Mount volumes from the specified container(s)");
        volumeDriver = flags.text("volume-driver", '\0', "Optional volume driver for the container");
        storageOpts =
                flags.list("storage-opt", '\0', "list", KeyValues.PAIR, "Storage driver options for the container");
    }

    @Override
    public void addTo(CreateRequest request) {
        List<String> binds = new ArrayList<>();
        JsonObjectBuilder anonymous = JsonObject.builder();
        for (String volume : volumes.values()) {
            if (volume.indexOf(':') < 0) {
                anonymous.put(volume, JsonObject.EMPTY);
            } else {
                binds.add(absolute(volume));
            }
        }
        request.config().putUnlessEmpty("Volumes", anonymous.build());
        request.host()
                .putUnlessEmpty("Binds", binds)
                .putUnlessEmpty("Tmpfs", tmpfs())
                .putUnlessEmpty("VolumesFrom", volumesFrom.values())
                .putUnlessEmpty("VolumeDriver", volumeDriver.value())
                .putUnlessEmpty("StorageOpt", KeyValues.toObject(storageOpts.values()));
        if (!mounts.values().isEmpty()) {
            request.host().put("Mounts", mounts());
        }
    }

    /** A source that starts with a dot is a directory beside us, which the engine cannot know. */
    private static String absolute(String volume) {
        if (volume.charAt(0) != '.') {
            return volume;
        }
        int colon = volume.indexOf(':');
        return Path.of(volume.substring(0, colon)).toAbsolutePath().normalize() + volume.substring(colon);
    }

    private JsonObject tmpfs() {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (String text : tmpfs.values()) {
            int colon = text.indexOf(':');
            byPath.put(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }
        return JsonObject.ofTexts(byPath);
    }

    private JsonArray mounts() {
        List<JsonValue> parsed = new ArrayList<>();
        for (String text : mounts.values()) {
            try {
                parsed.add(MountSpec.parse(text));
            } catch (InvalidValueException e) {
                throw new CommandException("invalid mount \"" + text + "\": " + e.getMessage());
            }
        }
        return new JsonArray(parsed);
    }
}
