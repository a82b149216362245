package io.jdock.daemon.container.task;

/**
 * Where a task stands.
 *
 * @param pid of its process on the host
 * @param outOfMemory whether it has run out of memory since its start
 */
public record TaskStatus(Phase phase, int pid, boolean outOfMemory) {

    /** A task's life. */
    public enum Phase {
        CREATED,
        RUNNING,
        PAUSED,
        STOPPED
    }
}
