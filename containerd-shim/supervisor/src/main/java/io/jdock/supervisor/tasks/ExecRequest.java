package io.jdock.supervisor.tasks;

import io.jdock.oci.runtime.Process;

/**
 * A further process that a client wants in a running task.
 *
 * @param process has a terminal if {@code streams} have, whatever it says itself: as in containerd, whose clients pass on the
 *     container's own process and tell by the request what they want of it
 */
public record ExecRequest(ProcessId id, Process process, Streams streams) {

    public ExecRequest {
        process = process.toBuilder().terminal(streams.terminal()).build();
    }
}
