package io.jdock.daemon.network;

import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import java.util.Locale;

/** Which network a container is on: what {@code --network} chose. */
public enum NetworkMode {
    /** A namespace of its own, with an endpoint on the default bridge. */
    BRIDGE,
    /** The host's namespace. */
    HOST,
    /** A namespace of its own, with nothing but {@code lo}. */
    NONE;

    /**
     * Reads {@code HostConfig.NetworkMode}.
     *
     * @throws NotFoundException for the name of a network that does not exist
     */
    public static NetworkMode parse(String text) {
        if (text.startsWith("container:")) {
            throw new NotImplementedException(
                    "network mode %s: sharing another container's network is not supported".formatted(text));
        }
        return switch (text) {
            case "", "default", "bridge" -> BRIDGE;
            case "host" -> HOST;
            case "none" -> NONE;
            default -> throw new NotFoundException("network %s not found".formatted(text));
        };
    }

    /** The network's name, as in inspect. */
    public String networkName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
