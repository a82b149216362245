/**
 * The connection to the supervisor: {@link io.jdock.daemon.supervisor.grpc.SupervisorChannel}.
 *
 * <p>One of the packages that may import Netty, grpc and generated messages.
 */
@NullMarked
package io.jdock.daemon.supervisor.grpc;

import org.jspecify.annotations.NullMarked;
