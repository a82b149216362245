/**
 * What client and server of the supervisor's gRPC API share beside the generated stubs.
 *
 * <p>Start reading at {@link io.jdock.api.grpc.GrpcErrors}: errors leave the server as a status and become the same error
 * again in the client, text unchanged. {@link io.jdock.api.grpc.NamespaceHeader} names the metadata every call carries.
 *
 * <p>May import {@code io.jdock.errdefs}, grpc and protobuf.
 */
@NullMarked
package io.jdock.api.grpc;

import org.jspecify.annotations.NullMarked;
