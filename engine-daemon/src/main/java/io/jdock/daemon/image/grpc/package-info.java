/**
 * The supervisor's images: {@link io.jdock.daemon.image.grpc.GrpcImageStore} for what is there, {@link
 * io.jdock.daemon.image.grpc.GrpcTransfers} for what arrives.
 *
 * <p>One of the packages that may import grpc and generated messages.
 */
@NullMarked
package io.jdock.daemon.image.grpc;

import org.jspecify.annotations.NullMarked;
