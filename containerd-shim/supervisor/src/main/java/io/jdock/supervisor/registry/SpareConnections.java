package io.jdock.supervisor.registry;

/** Connections beside a download's own, for as long as nobody else wants them. Safe for concurrent use. */
public interface SpareConnections {

    /** Takes one if one is free; the caller gives it back. */
    boolean tryAcquire();

    /** Gives one back. */
    void release();
}
