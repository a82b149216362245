/**
 * Tasks: running instances of containers.
 *
 * <p>Start reading at {@link io.jdock.supervisor.tasks.Tasks}, then {@link io.jdock.supervisor.tasks.TaskCreation}. A task is
 * <em>created</em> (directory, root file system, cgroup, shim and a launcher that waits at its gate), <em>started</em> (the gate
 * opens, the launcher becomes the container's first process), <em>ends</em>, and stays as a record of how it ended until it is
 * <em>deleted</em>. Further processes (execs) live the same life inside it.
 *
 * <p>What makes a task is its {@link io.jdock.supervisor.tasks.TaskRuntime}: the {@link io.jdock.supervisor.tasks.BuiltInRuntime}
 * or, by the {@link io.jdock.supervisor.tasks.ProgramRuntime}, an OCI runtime that a shim's launcher executes.
 *
 * <p>All that a later supervisor must know is in files, written before what they announce is done:
 *
 * <pre>
 * STATE/tasks/NAMESPACE/ID/   the bundle
 *   runtime.json              the OCI runtime that makes it; without this file it is the built-in one
 *   config.json               the OCI specification
 *   rootfs/                   where the root file system is mounted
 *   deleting                  the task is being deleted: to be finished, not adopted
 *   init/, exec/EXEC/         one directory per process
 *     streams.json            where its standard streams lead
 *     shim, exit              written by the shim module: how to find it, how the process ended
 *     created                 it waits at the gate: without this file the launch is undone
 *     started                 the gate is to be open
 *     out-of-memory           how often the task has run out of memory, once it has
 *     ended                   how it ended; its output is drained, and its end may have been told
 *     pid                     written by an OCI runtime: the process that it has made
 *     runtime-process         that process, known to the shim or about to be
 *     running                 the OCI runtime has started it
 * </pre>
 *
 * {@link io.jdock.supervisor.tasks.Recovery} reads them at every start.
 */
@NullMarked
package io.jdock.supervisor.tasks;

import org.jspecify.annotations.NullMarked;
