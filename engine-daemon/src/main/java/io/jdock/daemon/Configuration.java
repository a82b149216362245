package io.jdock.daemon;

import io.jdock.daemon.image.RegistryOptions;
import io.jdock.daemon.system.LiveSettings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the daemon was started with, and what of that has changed since. Safe for concurrent use.
 *
 * <p>After {@link #reload} all is as if the daemon had been started anew, but for what {@link #waiting} names. dockerd differs
 * where a key is gone from the file: it keeps the value of some, and forgets the flags of others.
 */
final class Configuration implements LiveSettings {

    private static final Set<Options.Flag> LIVE = Set.of(
            Options.Flag.REGISTRY_MIRROR,
            Options.Flag.INSECURE_REGISTRY,
            Options.Flag.HTTP_PROXY,
            Options.Flag.HTTPS_PROXY,
            Options.Flag.NO_PROXY,
            Options.Flag.MAX_CONCURRENT_DOWNLOADS,
            Options.Flag.MAX_CONCURRENT_UPLOADS,
            Options.Flag.MAX_DOWNLOAD_ATTEMPTS,
            Options.Flag.LOG_LEVEL,
            Options.Flag.DEBUG);

    private final List<String> arguments;
    private final Options started;
    private volatile Options current;

    /** @throws io.jdock.errdefs.InvalidArgumentException as {@link Options#parse} does */
    Configuration(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        this.started = Options.parse(this.arguments);
        this.current = started;
    }

    /** What counts until the daemon ends. */
    Options started() {
        return started;
    }

    @Override
    public RegistryOptions registries() {
        return current.registries();
    }

    @Override
    public boolean debug() {
        return current.debug();
    }

    String logLevel() {
        return current.logLevel();
    }

    /**
     * Reads the file again.
     *
     * @throws io.jdock.errdefs.InvalidArgumentException as {@link Options#parse} does; then nothing has changed
     */
    void reload() {
        current = Options.parse(arguments);
    }

    /** Keys, or flags where there is no key, whose values count only from the next start. */
    Set<String> waiting() {
        Options now = current;
        Set<String> waiting = new TreeSet<>();
        for (Options.Flag flag : Options.Flag.values()) {
            if (!LIVE.contains(flag) && !now.valuesOf(flag).equals(started.valuesOf(flag))) {
                waiting.add(flag.shown());
            }
        }
        if (!now.runtimes().equals(started.runtimes())) {
            waiting.add(Options.RUNTIMES);
        }
        return waiting;
    }
}
