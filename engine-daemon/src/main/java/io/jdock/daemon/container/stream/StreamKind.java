package io.jdock.daemon.container.stream;

/** One of the streams that share a connection; the order is that of the numbers in a frame's first byte. */
public enum StreamKind {
    STDIN,
    STDOUT,
    STDERR,
    /** Text of an error of the daemon's own; a client shows it and stops. */
    SYSTEM
}
