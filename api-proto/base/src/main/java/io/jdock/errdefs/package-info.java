/**
 * The failures that jdock reports, as one sealed tree of unchecked exceptions.
 *
 * <p>Start reading at {@link io.jdock.errdefs.EngineException}. Everything may use this package; it uses nothing. The kinds
 * are mapped once to gRPC status ({@code GrpcErrors}) and once to HTTP status ({@code HttpErrors}).
 */
@NullMarked
package io.jdock.errdefs;

import org.jspecify.annotations.NullMarked;
