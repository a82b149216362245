package io.jdock.daemon.network;

import java.nio.file.Path;
import java.util.List;

/**
 * What it takes to put a container on the bridge network.
 *
 * @param containerName without a slash, for error texts
 * @param namespace the container's network namespace: {@code /proc/PID/ns/net}
 */
public record EndpointRequest(String containerId, String containerName, Path namespace, List<PortRequest> ports) {

    public EndpointRequest {
        ports = List.copyOf(ports);
    }
}
