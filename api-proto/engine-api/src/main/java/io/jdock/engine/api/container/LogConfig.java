package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Where a container's output is kept.
 *
 * @param type {@code json-file} or {@code none}; empty for the daemon's default
 * @param config the driver's options
 */
public record LogConfig(
        @JsonProperty("Type") String type,
        @JsonProperty("Config") Map<String, String> config) {

    static final LogConfig DEFAULT = new LogConfig("", Map.of());

    public LogConfig {
        type = Absent.orEmpty(type);
        config = Absent.orEmpty(config);
    }
}
