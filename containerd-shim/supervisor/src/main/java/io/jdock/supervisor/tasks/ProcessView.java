package io.jdock.supervisor.tasks;

import io.jdock.supervisor.containers.ContainerKey;
import java.util.Optional;

/**
 * A process as it was at one moment.
 *
 * @param pid as the host sees it; 0 for one that was never started
 * @param outOfMemory of a task's first process: whether the task has run out of memory
 * @param exit how it ended, if it has
 */
public record ProcessView(
        ProcessId id, int pid, ProcessStatus status, Streams streams, boolean outOfMemory, Optional<Exit> exit) {

    private static final Streams NO_STREAMS = new Streams("", "", "", false);

    /** Of a task of which no more than its name is known. */
    static ProcessView unknown(ContainerKey key) {
        return new ProcessView(ProcessId.init(key), 0, ProcessStatus.UNKNOWN, NO_STREAMS, false, Optional.empty());
    }
}
