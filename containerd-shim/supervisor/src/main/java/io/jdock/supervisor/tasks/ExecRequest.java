package io.jdock.supervisor.tasks;

import io.jdock.oci.runtime.Process;

/** A further process that a client wants in a running task. */
public record ExecRequest(ProcessId id, Process process, Streams streams) {}
