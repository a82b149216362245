package io.jdock.daemon.system;

import io.jdock.daemon.image.RegistryOptions;

/** What of the configuration can change while the daemon runs. Safe for concurrent use. */
public interface LiveSettings {

    /** How registries are spoken to. */
    RegistryOptions registries();

    /** Whether more is logged. */
    boolean debug();
}
