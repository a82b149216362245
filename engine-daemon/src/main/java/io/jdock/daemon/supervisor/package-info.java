/**
 * The daemon's supervisor: starting it, finding it alive and keeping it so.
 *
 * <p>Start reading at {@link io.jdock.daemon.supervisor.SupervisorWatch}. The supervisor outlives the daemon: it runs in a session
 * of its own, a daemon that starts adopts the one that serves the address, and one that dies is started again at once. The
 * gRPC side is in {@code grpc}.
 *
 * <p>May import {@code io.jdock.errdefs} and {@code io.jdock.concurrent}.
 */
@NullMarked
package io.jdock.daemon.supervisor;

import org.jspecify.annotations.NullMarked;
