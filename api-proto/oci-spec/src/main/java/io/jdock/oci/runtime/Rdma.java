package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Limits of one RDMA device.
 *
 * @param hcaHandles handles
 * @param hcaObjects objects
 */
public record Rdma(@Nullable Long hcaHandles, @Nullable Long hcaObjects) {}
