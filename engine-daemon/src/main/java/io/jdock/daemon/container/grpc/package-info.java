/**
 * {@link io.jdock.daemon.container.task.Tasks} over the supervisor's gRPC API: the only part of the daemon's container code
 * that sees its messages.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.grpc.GrpcTasks}. May import the generated stubs, {@code io.jdock.api},
 * {@code io.jdock.daemon.container.task} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.grpc;

import org.jspecify.annotations.NullMarked;
