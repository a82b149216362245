/**
 * From a launcher inside the container to the program the user asked for: limits, identity, capabilities, filter, exec.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.process.ExecSteps}, the last batch of every launch;
 * {@link io.jdock.libcontainer.process.ExecOutcome} reads what became of it.
 *
 * <p>May import the sibling packages {@code capabilities}, {@code seccomp} and {@code users}, and what they may.
 */
@NullMarked
package io.jdock.libcontainer.process;

import org.jspecify.annotations.NullMarked;
