package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one container.
 *
 * @param created RFC 3339 with nanoseconds
 * @param path the program; {@code args} are its arguments
 * @param image the image ID
 * @param name with a leading slash
 * @param execIds null when there are none
 * @param sizeRw bytes written by the container; only when asked for
 */
public record ContainerInspect(
        @JsonProperty("Id") String id,
        @JsonProperty("Created") String created,
        @JsonProperty("Path") String path,
        @JsonProperty("Args") List<String> args,
        @JsonProperty("State") StateView state,
        @JsonProperty("Image") String image,
        @JsonProperty("ResolvConfPath") String resolvConfPath,
        @JsonProperty("HostnamePath") String hostnamePath,
        @JsonProperty("HostsPath") String hostsPath,
        @JsonProperty("LogPath") String logPath,
        @JsonProperty("Name") String name,
        @JsonProperty("RestartCount") int restartCount,
        @JsonProperty("Driver") String driver,
        @JsonProperty("Platform") String platform,
        @JsonProperty("MountLabel") String mountLabel,
        @JsonProperty("ProcessLabel") String processLabel,
        @JsonProperty("AppArmorProfile") String appArmorProfile,
        @JsonProperty("ExecIDs") @Nullable List<String> execIds,
        @JsonProperty("HostConfig") HostConfig hostConfig,
        @JsonProperty("GraphDriver") GraphDriver graphDriver,

        @JsonProperty("SizeRw") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long sizeRw,

        @JsonProperty("SizeRootFs") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long sizeRootFs,

        @JsonProperty("Mounts") List<MountPoint> mounts,
        @JsonProperty("Config") ContainerConfig config,
        @JsonProperty("NetworkSettings") NetworkSettings networkSettings) {

    /** The snapshotter that holds the root file system. */
    public record GraphDriver(
            @JsonProperty("Name") String name,
            @JsonProperty("Data") Map<String, String> data) {}
}
