package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A place on the host where a container's port is published.
 *
 * @param hostIp empty for every address
 * @param hostPort a number, a range {@code A-B} of which the first free one is taken, or empty for any free one
 */
public record PortBinding(
        @JsonProperty("HostIp") String hostIp,
        @JsonProperty("HostPort") String hostPort) {

    public PortBinding {
        hostIp = Absent.orEmpty(hostIp);
        hostPort = Absent.orEmpty(hostPort);
    }
}
