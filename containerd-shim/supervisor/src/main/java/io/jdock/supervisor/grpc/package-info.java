/**
 * The supervisor's gRPC server and its services.
 *
 * <p>Start reading at {@link io.jdock.supervisor.grpc.GrpcServer}. A service translates messages into calls of the area that does
 * the work and back, and knows nothing else. Every call runs on a virtual thread and may block; errors thrown become statuses
 * in one place, {@link io.jdock.supervisor.grpc.ErrorInterceptor}; the namespace a call acts in is found in another,
 * {@link io.jdock.supervisor.grpc.CallNamespace}.
 *
 * <p>This is the only package of the supervisor that may import generated messages and Netty, and no other imports it but the
 * wiring in {@code io.jdock.supervisor}.
 */
@NullMarked
package io.jdock.supervisor.grpc;

import org.jspecify.annotations.NullMarked;
