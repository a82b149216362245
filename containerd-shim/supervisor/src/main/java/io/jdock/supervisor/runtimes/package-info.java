/**
 * Which program makes a task's containers, and how an OCI runtime's command line is used.
 *
 * <p>Start reading at {@link io.jdock.supervisor.runtimes.RuntimeNames}: names and options of a container's record become a
 * {@link io.jdock.supervisor.runtimes.RuntimeChoice}, which is kept in the task's directory. For a program,
 * {@link io.jdock.supervisor.runtimes.OciRuntime} executes the verbs that act on a container; those that make a process
 * (create, exec) are executed by a shim's launcher, with the command that {@link io.jdock.supervisor.runtimes.OciCommand} gives.
 *
 * <p>May import {@code io.jdock.oci.runtime}, {@code io.jdock.linux}, {@code io.jdock.errdefs}, {@code
 * io.jdock.programs} and {@code io.jdock.supervisor.containers}.
 */
@NullMarked
package io.jdock.supervisor.runtimes;

import org.jspecify.annotations.NullMarked;
