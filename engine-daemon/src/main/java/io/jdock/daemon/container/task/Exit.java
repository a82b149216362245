package io.jdock.daemon.container.task;

import java.time.Instant;

/**
 * How a process ended.
 *
 * @param code exit status, or 128 plus the signal's number
 * @param outOfMemory of a container's first process: whether the container had run out of memory by then
 */
public record Exit(int code, Instant at, boolean outOfMemory) {

    /** An end that has nothing to do with memory. */
    public Exit(int code, Instant at) {
        this(code, at, false);
    }
}
