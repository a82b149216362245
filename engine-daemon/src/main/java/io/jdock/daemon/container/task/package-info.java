/**
 * What the daemon asks of the supervisor on behalf of containers, in the daemon's own words.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.task.Tasks}. A task is a container's running instance: it is
 * <em>created</em> (namespaces and mounts exist, the program waits), <em>started</em>, it exits, and is <em>deleted</em>. Its
 * exit is kept by the supervisor until then, so that a daemon that was away learns of it.
 *
 * <p>Implemented in {@code io.jdock.daemon.container.grpc}. May import {@code io.jdock.oci} and {@code
 * io.jdock.daemon.container.stream}.
 */
@NullMarked
package io.jdock.daemon.container.task;

import org.jspecify.annotations.NullMarked;
