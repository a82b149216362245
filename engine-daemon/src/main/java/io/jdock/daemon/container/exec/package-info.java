/**
 * Commands run in running containers.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.exec.ExecService}. An exec is <em>created</em> (a record in memory, nothing
 * in the container yet), <em>started</em> once, and kept for a while after its end so that its exit code can be asked for. It
 * does not outlive the daemon's memory: after a restart a client gets "no such exec instance", as from Docker.
 *
 * <p>May import the {@code store}, {@code lifecycle}, {@code spec} and {@code task} packages and the records of {@code
 * io.jdock.engine.api}.
 */
@NullMarked
package io.jdock.daemon.container.exec;

import org.jspecify.annotations.NullMarked;
