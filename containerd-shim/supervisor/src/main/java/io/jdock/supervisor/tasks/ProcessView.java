package io.jdock.supervisor.tasks;

import java.util.Optional;

/**
 * A process as it was at one moment.
 *
 * @param pid as the host sees it; 0 for one that was never started
 * @param exit how it ended, if it has
 */
public record ProcessView(ProcessId id, int pid, ProcessStatus status, Streams streams, Optional<Exit> exit) {}
