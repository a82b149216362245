package io.jdock.oci.runtime;

/**
 * Offset of one clock in a time namespace.
 *
 * @param secs seconds
 * @param nanosecs nanoseconds
 */
public record TimeOffset(long secs, int nanosecs) {}
