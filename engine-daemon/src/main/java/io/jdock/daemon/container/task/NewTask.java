package io.jdock.daemon.container.task;

import io.jdock.oci.runtime.Spec;

/**
 * A task to create.
 *
 * @param image reference, for the supervisor's record
 * @param runtime program of the OCI runtime that is to make it; empty for the supervisor's own
 * @param terminal the streams are a pseudo terminal
 * @param stdin standard input is fed by attached clients, else {@code /dev/null}
 * @param output URI of the log that output is written to; empty to keep none
 */
public record NewTask(
        String containerId, String image, String runtime, Spec spec, boolean terminal, boolean stdin, String output) {}
