package io.jdock.daemon.container.task;

import io.jdock.oci.runtime.Spec;

/**
 * A task to create.
 *
 * @param image reference, for the supervisor's record
 * @param terminal the streams are a pseudo terminal
 * @param stdin standard input is fed by attached clients, else {@code /dev/null}
 * @param output URI of the log that output is written to; empty to keep none
 */
public record NewTask(String containerId, String image, Spec spec, boolean terminal, boolean stdin, String output) {}
