package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Task limit.
 *
 * @param limit tasks; negative is unlimited, 0 is a limit of none beyond those that are there
 */
public record Pids(@Nullable Long limit) {}
