package io.jdock.daemon.container.store;

import java.time.Instant;

/**
 * A container's status with what belongs to it.
 *
 * @param pid of the first process on the host; 0 when there is none
 * @param exitCode of the last run
 * @param error why the last start failed, or empty
 * @param startedAt of the last run; {@link #NEVER} before the first
 */
public record ContainerState(
        ContainerStatus status,
        int pid,
        int exitCode,
        String error,
        Instant startedAt,
        Instant finishedAt,
        boolean oomKilled) {

    /** How the API writes a time that has not come. */
    public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    static final ContainerState CREATING = new ContainerState(ContainerStatus.CREATING, 0, 0, "", NEVER, NEVER, false);

    /** The same with another status. */
    public ContainerState as(ContainerStatus next) {
        return new ContainerState(next, pid, exitCode, error, startedAt, finishedAt, oomKilled);
    }

    /** It runs. */
    public ContainerState running(int newPid, Instant now) {
        return new ContainerState(ContainerStatus.RUNNING, newPid, 0, "", now, finishedAt, false);
    }

    /** Its first process has ended. */
    public ContainerState exited(int code, Instant at, boolean oom) {
        return new ContainerState(ContainerStatus.EXITED, 0, code, "", startedAt, at, oom);
    }

    /** It could not be started; it is again what it was before. */
    public ContainerState startFailed(ContainerStatus before, int code, String why) {
        return new ContainerState(before, 0, code, why, startedAt, finishedAt, false);
    }
}
