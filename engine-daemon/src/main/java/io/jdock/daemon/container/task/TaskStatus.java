package io.jdock.daemon.container.task;

/** Where a task stands, and the ID of its process on the host. */
public record TaskStatus(Phase phase, int pid) {

    /** A task's life. */
    public enum Phase {
        CREATED,
        RUNNING,
        PAUSED,
        STOPPED
    }
}
