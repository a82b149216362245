package io.jdock.daemon.container.create;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table of request fields that jdock does not act on. A client that sets one to anything but its neutral value is told
 * so, because a container that silently lacks a limit or a health check is worse than none.
 *
 * <p>Fields that are neither here nor in the records are unknown to the API and ignored, as the API demands.
 */
final class HonouredFields {

    /** What a client's JSON library writes for "not set". */
    private static final Predicate<JsonNode> UNSET = value -> value.isNull()
            || value.isContainerNode() && value.isEmpty()
            || value.isTextual() && value.asText().isEmpty()
            || value.isNumber() && value.asLong() == 0
            || value.isBoolean() && !value.asBoolean();

    private static final Map<String, Predicate<JsonNode>> CONFIG =
            table(Map.of("Healthcheck", UNSET.or(HonouredFields::isNoHealthcheck)), "MacAddress", "Volumes");

    private static final Map<String, Predicate<JsonNode>> HOST = table(
            Map.of("Isolation", UNSET.or(text("default")), "VolumeDriver", UNSET.or(text("local"))),
            "BlkioDeviceReadBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceWriteIOps",
            "BlkioWeight",
            "BlkioWeightDevice",
            "Capabilities",
            "Cgroup",
            "CgroupParent",
            "CpuCount",
            "CpuPercent",
            "CpuRealtimePeriod",
            "CpuRealtimeRuntime",
            "DeviceRequests",
            "GroupAdd",
            "IOMaximumBandwidth",
            "IOMaximumIOps",
            "Init",
            "KernelMemory",
            "KernelMemoryTCP",
            "Links",
            "OomKillDisable",
            "StorageOpt",
            "VolumesFrom");

    private static final Map<String, Predicate<JsonNode>> BIND_OPTIONS =
            table(Map.of(), "ReadOnlyForceRecursive", "ReadOnlyNonRecursive");

    private static final Map<String, Predicate<JsonNode>> ENDPOINT =
            table(Map.of(), "Aliases", "DriverOpts", "IPAMConfig", "Links", "MacAddress");

    private HonouredFields() {}

    /** @throws InvalidArgumentException naming the first field that would not be honoured */
    static void check(JsonNode config, JsonNode host, JsonNode networking) {
        check("", CONFIG, config);
        check("HostConfig.", HOST, host);
        for (JsonNode mount : host.path("Mounts")) {
            check("HostConfig.Mounts.BindOptions.", BIND_OPTIONS, mount.path("BindOptions"));
        }
        for (JsonNode endpoint : networking.path("EndpointsConfig")) {
            check("NetworkingConfig.EndpointsConfig.", ENDPOINT, endpoint);
        }
    }

    private static void check(String prefix, Map<String, Predicate<JsonNode>> table, JsonNode object) {
        for (var field : object.properties()) {
            var neutral = table.get(field.getKey().toLowerCase(Locale.ROOT));
            if (neutral != null && !neutral.test(field.getValue())) {
                throw new InvalidArgumentException(
                        "%s%s is not supported: %s".formatted(prefix, field.getKey(), shortened(field.getValue())));
            }
        }
    }

    private static boolean isNoHealthcheck(JsonNode value) {
        JsonNode test = value.path("Test");
        return test.isMissingNode() || UNSET.test(test) || test.path(0).asText().equals("NONE");
    }

    private static Predicate<JsonNode> text(String neutral) {
        return value -> value.isTextual() && value.asText().equals(neutral);
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** Fields whose neutral values are special, and fields that are neutral when unset. */
    private static Map<String, Predicate<JsonNode>> table(Map<String, Predicate<JsonNode>> special, String... plain) {
        Map<String, Predicate<JsonNode>> table = new HashMap<>();
        special.forEach((name, neutral) -> table.put(name.toLowerCase(Locale.ROOT), neutral));
        for (String name : plain) {
            table.put(name.toLowerCase(Locale.ROOT), UNSET);
        }
        return Map.copyOf(table);
    }
}
