package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's line in a list.
 *
 * @param names with a leading slash
 * @param image as the client named it at create
 * @param command program and arguments with blanks between
 * @param created UNIX seconds
 * @param state as {@link StateView#status}
 * @param status for people: {@code Up 5 minutes}
 */
public record ContainerSummary(
        @JsonProperty("Id") String id,
        @JsonProperty("Names") List<String> names,
        @JsonProperty("Image") String image,
        @JsonProperty("ImageID") String imageId,
        @JsonProperty("Command") String command,
        @JsonProperty("Created") long created,
        @JsonProperty("Ports") List<PortSummary> ports,

        @JsonProperty("SizeRw") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long sizeRw,

        @JsonProperty("SizeRootFs") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long sizeRootFs,

        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("State") String state,
        @JsonProperty("Status") String status,
        @JsonProperty("HostConfig") HostSummary hostConfig,
        @JsonProperty("NetworkSettings") NetworkSummary networkSettings,
        @JsonProperty("Mounts") List<MountPoint> mounts) {

    /** What a list tells of the host's part. */
    public record HostSummary(@JsonProperty("NetworkMode") String networkMode) {}

    /** What a list tells of the networks. */
    public record NetworkSummary(@JsonProperty("Networks") Map<String, EndpointSettings> networks) {}

    /**
     * A port of a container.
     *
     * @param ip address it is published on; null when it is only exposed
     * @param publicPort null when it is only exposed
     * @param type {@code tcp}, {@code udp} or {@code sctp}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PortSummary(
            @JsonProperty("IP") @Nullable String ip,
            @JsonProperty("PrivatePort") int privatePort,
            @JsonProperty("PublicPort") @Nullable Integer publicPort,
            @JsonProperty("Type") String type) {}
}
