package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * The networks a new container is joined to.
 *
 * @param endpoints settings by network name
 */
public record NetworkingConfig(
        @JsonProperty("EndpointsConfig") Map<String, EndpointSettings> endpoints) {

    static final NetworkingConfig NONE = new NetworkingConfig(Map.of());

    public NetworkingConfig {
        endpoints = Absent.orEmpty(endpoints);
    }
}
