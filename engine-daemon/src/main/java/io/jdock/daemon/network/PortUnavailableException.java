package io.jdock.daemon.network;

/** A port of the host cannot be had; the caller adds for whom. */
final class PortUnavailableException extends RuntimeException {

    PortUnavailableException(String message) {
        super(message);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
