package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A network device that moves into the container's network namespace.
 *
 * @param name its name there, null to keep the host's
 */
public record NetDevice(@Nullable String name) {}
