package io.jdock.oci.runtime;

/**
 * A run of ids: {@code size} ids from {@code containerID} inside are those from {@code hostID} outside.
 *
 * @param containerId first id inside
 * @param hostId first id outside
 * @param size how many
 */
public record IdMapping(long containerId, long hostId, long size) {}
