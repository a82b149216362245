package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One resource limit of the container's processes.
 *
 * @param name as in {@code ulimit}, such as {@code nofile}; without {@code RLIMIT_}
 * @param soft -1 for unlimited
 * @param hard -1 for unlimited
 */
public record Ulimit(
        @JsonProperty("Name") String name,
        @JsonProperty("Soft") long soft,
        @JsonProperty("Hard") long hard) {

    public Ulimit {
        name = Absent.orEmpty(name);
    }
}
