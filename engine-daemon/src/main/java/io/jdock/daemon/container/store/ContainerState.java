package io.jdock.daemon.container.store;

import java.time.Instant;

/**
 * A container's status with what belongs to it.
 *
 * @param pid of the first process on the host; 0 when there is none
 * @param exitCode of the last run
 * @param error why the last start failed, or empty
 * @param startedAt of the last run; {@link #NEVER} before the first
 * @param oomKilled whether the last run has run out of memory
 * @param held paused although nobody asked for it, while its files are read
 */
public record ContainerState(
        ContainerStatus status,
        int pid,
        int exitCode,
        String error,
        Instant startedAt,
        Instant finishedAt,
        boolean oomKilled,
        boolean held) {

    /** How the API writes a time that has not come. */
    public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    static final ContainerState CREATING =
            new ContainerState(ContainerStatus.CREATING, 0, 0, "", NEVER, NEVER, false, false);

    /** The same with another status. */
    public ContainerState as(ContainerStatus next) {
        return new ContainerState(next, pid, exitCode, error, startedAt, finishedAt, oomKilled, false);
    }

    /** It is paused until what is done with its files is done. */
    public ContainerState asHeld() {
        return new ContainerState(ContainerStatus.PAUSED, pid, exitCode, error, startedAt, finishedAt, oomKilled, true);
    }

    /** It runs. */
    public ContainerState running(int newPid, Instant now) {
        return new ContainerState(ContainerStatus.RUNNING, newPid, 0, "", now, finishedAt, false, false);
    }

    /** Its first process has ended. */
    public ContainerState exited(int code, Instant at) {
        return new ContainerState(ContainerStatus.EXITED, 0, code, "", startedAt, at, oomKilled, false);
    }

    /** It has run out of memory, whatever the kernel has killed for it. */
    public ContainerState outOfMemory() {
        return new ContainerState(status, pid, exitCode, error, startedAt, finishedAt, true, held);
    }

    /** It could not be started; it is again what it was before. */
    public ContainerState startFailed(ContainerStatus before, int code, String why) {
        return new ContainerState(before, 0, code, why, startedAt, finishedAt, false, false);
    }
}
