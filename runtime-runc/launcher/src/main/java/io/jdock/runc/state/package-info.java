/**
 * What is known of containers between two invocations: a directory each, below the root that {@code --root} names.
 *
 * <p>Start reading at {@link io.jdock.runc.state.ContainerDirectory}. A directory is <em>made</em> by create, which holds its
 * lock until the container waits for its start; its {@link io.jdock.runc.state.ContainerState} is written before there is a
 * process that could outlive create, and again with that process; delete <em>removes</em> it. What the state says is checked
 * against the kernel each time: a process with another start time is another process.
 *
 * <p>May import {@code io.jdock.libcontainer.cgroups}, {@code io.jdock.json}, {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.runc.state;

import org.jspecify.annotations.NullMarked;
