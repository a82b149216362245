package io.jdock.daemon.network;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import java.util.Locale;

/** The protocols whose ports can be published. */
public enum Transport {
    TCP,
    UDP;

    /** Reads {@code tcp} or {@code udp}; empty is TCP. */
    static Transport parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "tcp" -> TCP;
            case "udp" -> UDP;
            case "sctp" -> throw new NotImplementedException("publish a port: protocol sctp is not supported");
            default -> throw new InvalidArgumentException("invalid proto: " + text);
        };
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
