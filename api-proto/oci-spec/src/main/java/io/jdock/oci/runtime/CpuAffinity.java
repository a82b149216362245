package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Processors that an exec'ed process may run on, as lists like {@code 0-3,7}.
 *
 * @param initial before it is moved into the container's cgroup
 * @param end afterwards; null leaves it to the kernel
 */
public record CpuAffinity(
        @Nullable String initial, @Nullable String end) {}
