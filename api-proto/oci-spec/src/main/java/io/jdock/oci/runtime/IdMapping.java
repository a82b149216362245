package io.jdock.oci.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A run of ids: {@code size} ids from {@code containerID} inside are those from {@code hostID} outside.
 *
 * @param containerId first id inside
 * @param hostId first id outside
 * @param size how many
 */
public record IdMapping(
        @JsonProperty("containerID") long containerId,
        @JsonProperty("hostID") long hostId,
        long size) {}
