package io.jdock.daemon.system;

import java.nio.file.Path;

/**
 * What the daemon knows of itself from its start.
 *
 * @param id of this engine, the same after a restart
 * @param version such as 0.1.0
 * @param revision commit it was built from, or empty
 * @param supervisor its socket
 * @param cgroupDriver who makes cgroups, as in {@code cgroupfs}
 * @param limitsSwap whether swap can be limited
 */
public record EngineFacts(
        String id,
        String version,
        String revision,
        Path dataRoot,
        Path supervisor,
        String cgroupDriver,
        boolean limitsSwap) {}
