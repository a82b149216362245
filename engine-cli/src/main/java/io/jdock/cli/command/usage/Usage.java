package io.jdock.cli.command.usage;

import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The engine's answer about its disks, counted up. */
final class Usage {

    private static final List<String> ACTIVE = List.of("running", "paused", "restarting");

    private final JsonObject usage;

    Usage(JsonObject usage) {
        this.usage = usage;
    }

    List<JsonObject> images() {
        return usage.array("Images").objects();
    }

    /** Without their whole size, which a report on disks does not show. */
    List<JsonObject> containers() {
        List<JsonObject> containers = new ArrayList<>();
        for (JsonObject container : usage.array("Containers").objects()) {
            var shown = JsonObject.builder();
            container.members().forEach((name, value) -> {
                if (!name.equals("SizeRootFs")) {
                    shown.put(name, value);
                }
            });
            containers.add(shown.build());
        }
        return containers;
    }

    List<JsonObject> volumes() {
        return usage.array("Volumes").objects();
    }

    List<UsageRow> rows() {
        return List.of(imageRow(), containerRow(), volumeRow(), cacheRow());
    }

    private UsageRow imageRow() {
        int active = 0;
        long used = 0;
        for (JsonObject image : images()) {
            if (image.number("Containers") > 0) {
                active++;
                used += image.number("SharedSize") < 0 ? 0 : image.number("Size") - image.number("SharedSize");
            }
        }
        long size = usage.number("LayersSize");
        return new UsageRow("Images", images().size(), active, size, size - used, true);
    }

    private UsageRow containerRow() {
        int active = 0;
        long size = 0;
        long idle = 0;
        for (JsonObject container : containers()) {
            size += container.number("SizeRw");
            if (ACTIVE.contains(container.text("State"))) {
                active++;
            } else {
                idle += container.number("SizeRw");
            }
        }
        return new UsageRow("Containers", containers().size(), active, size, idle, true);
    }

    private UsageRow volumeRow() {
        int active = 0;
        long size = 0;
        long idle = 0;
        for (JsonObject volume : volumes()) {
            JsonObject data = volume.object("UsageData");
            long bytes = Math.max(0, data.number("Size"));
            size += bytes;
            if (data.number("RefCount") > 0) {
                active++;
            } else {
                idle += bytes;
            }
        }
        return new UsageRow("Local Volumes", volumes().size(), active, size, idle, true);
    }

    private UsageRow cacheRow() {
        int active = 0;
        long size = 0;
        long idle = 0;
        List<JsonObject> records = cache();
        for (JsonObject record : records) {
            if (record.bool("InUse")) {
                active++;
            }
            if (!record.bool("Shared")) {
                size += record.number("Size");
                idle += record.bool("InUse") ? 0 : record.number("Size");
            }
        }
        return new UsageRow("Build Cache", records.size(), active, size, idle, false);
    }

    List<JsonObject> cache() {
        return usage.array("BuildCache").objects();
    }
}
