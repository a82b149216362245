package io.jdock.daemon.container.routes;

import io.jdock.engine.api.json.ApiVersion;

/** The content type that tells a client whether output comes in frames. */
final class StreamType {

    private static final String RAW = "application/vnd.docker.raw-stream";
    private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    private StreamType() {}

    /** Clients older than 1.42 know it from the container's configuration instead. */
    static String of(boolean tty, ApiVersion version) {
        return tty || version.below(42) ? RAW : MULTIPLEXED;
    }
}
