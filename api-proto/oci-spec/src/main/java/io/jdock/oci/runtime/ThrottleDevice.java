package io.jdock.oci.runtime;

/**
 * Rate limit of one block device.
 *
 * @param major device number
 * @param minor device number
 * @param rate per second
 */
public record ThrottleDevice(long major, long minor, long rate) {}
