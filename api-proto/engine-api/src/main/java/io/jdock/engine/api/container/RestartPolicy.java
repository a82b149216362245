package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the daemon does when the container has ended by itself.
 *
 * @param name empty or {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}
 * @param maximumRetryCount with {@code on-failure}: how often; 0 for no limit
 */
public record RestartPolicy(
        @JsonProperty("Name") String name,
        @JsonProperty("MaximumRetryCount") int maximumRetryCount) {

    static final RestartPolicy NO = new RestartPolicy("no", 0);

    public RestartPolicy {
        name = Absent.orEmpty(name);
    }
}
