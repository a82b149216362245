package io.jdock.oci.runtime;

/**
 * Limit of one huge page size.
 *
 * @param pageSize as in {@code 2MB}
 * @param limit bytes
 */
public record HugepageLimit(String pageSize, long limit) {}
