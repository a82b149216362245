package io.jdock.daemon.container.task;

import io.jdock.oci.runtime.Process;

/**
 * A further process to prepare in a running task.
 *
 * @param stdin standard input is fed by attached clients, else {@code /dev/null}
 */
public record NewExec(ProcessRef ref, Process process, boolean stdin) {}
