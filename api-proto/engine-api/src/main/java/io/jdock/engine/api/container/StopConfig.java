package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a container is asked to end.
 *
 * @param signal name or number; null for SIGTERM
 * @param timeout seconds before it is killed, -1 to wait for ever; null for the daemon's default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StopConfig(
        @JsonProperty("StopSignal") @Nullable String signal,
        @JsonProperty("StopTimeout") @Nullable Integer timeout) {

    static final StopConfig DEFAULT = new StopConfig(null, null);
}
