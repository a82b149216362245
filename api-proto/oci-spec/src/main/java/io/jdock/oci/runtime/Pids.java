package io.jdock.oci.runtime;

/**
 * Task limit.
 *
 * @param limit tasks; 0 or less is unlimited
 */
public record Pids(long limit) {}
