package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * The part of a container that does not depend on the host it runs on.
 *
 * <p>In a create request it holds what the client said; in an inspect reply it is merged with the image's configuration.
 *
 * @param hostname empty for the short container ID
 * @param domainname NIS domain; empty leaves the kernel's
 * @param image the reference as the client wrote it
 * @param exposedPorts keys such as {@code 80/tcp}; the values are empty objects
 * @param volumes container paths; the values are empty objects
 */
public record ContainerConfig(
        @JsonProperty("Hostname") String hostname,
        @JsonProperty("Domainname") String domainname,
        @JsonUnwrapped ProcessConfig process,
        @JsonUnwrapped StreamConfig streams,
        @JsonUnwrapped StopConfig stop,
        @JsonProperty("Image") String image,
        @JsonProperty("ExposedPorts") Map<String, Map<String, Object>> exposedPorts,
        @JsonProperty("Volumes") Map<String, Map<String, Object>> volumes,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("NetworkDisabled") boolean networkDisabled) {

    public ContainerConfig {
        hostname = Absent.orEmpty(hostname);
        domainname = Absent.orEmpty(domainname);
        process = Absent.or(process, ProcessConfig.EMPTY);
        streams = Absent.or(streams, StreamConfig.NONE);
        stop = Absent.or(stop, StopConfig.DEFAULT);
        image = Absent.orEmpty(image);
        exposedPorts = Absent.orEmpty(exposedPorts);
        volumes = Absent.orEmpty(volumes);
        labels = Absent.orEmpty(labels);
    }
}
