package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Docker finds out whether a container of the image works; not part of the OCI specification.
 *
 * @param test {@code [NONE]}, {@code [CMD, arg…]} or {@code [CMD-SHELL, command]}; empty inherits
 * @param interval and the other times in nanoseconds; 0 inherits
 * @param retries failures in a row until the container counts as unhealthy; 0 inherits
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Healthcheck(
        @JsonProperty("Test") List<String> test,
        @JsonProperty("Interval") long interval,
        @JsonProperty("Timeout") long timeout,
        @JsonProperty("StartPeriod") long startPeriod,
        @JsonProperty("StartInterval") long startInterval,
        @JsonProperty("Retries") int retries) {

    public Healthcheck(
            @Nullable List<String> test,
            long interval,
            long timeout,
            long startPeriod,
            long startInterval,
            int retries) {
        this.test = test == null ? List.of() : List.copyOf(test);
        this.interval = interval;
        this.timeout = timeout;
        this.startPeriod = startPeriod;
        this.startInterval = startInterval;
        this.retries = retries;
    }
}
