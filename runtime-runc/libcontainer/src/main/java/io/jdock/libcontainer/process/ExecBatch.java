package io.jdock.libcontainer.process;

import io.jdock.linux.batch.Batch;

/**
 * The last batch of a launch and where in it the attempts to exec are.
 *
 * @param program as the user named it
 * @param firstAttempt index of the first execve
 * @param attempts how many there are
 */
public record ExecBatch(Batch batch, String program, int firstAttempt, int attempts) {}
