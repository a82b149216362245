package io.jdock.api.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.DeadlineExceededException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.errdefs.NotModifiedException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The only place that translates between jdock's errors and gRPC statuses; the text travels unchanged in both directions.
 *
 * <p>gRPC has no codes of its own for {@link ConflictException} and {@link NotModifiedException}. They travel as ABORTED and
 * FAILED_PRECONDITION, which is how a client of containerd understands them, with their kind in the trailer
 * {@code jdock-error-kind}, so that a client of ours gets back exactly what was thrown.
 */
public final class GrpcErrors {

    /** Names the kind where the status code alone is ambiguous. */
    private static final Metadata.Key<String> KIND =
            Metadata.Key.of("jdock-error-kind", Metadata.ASCII_STRING_MARSHALLER);

    private static final String NOT_MODIFIED = "not-modified";

    private GrpcErrors() {}

    /** The status a server answers with. */
    public static Status toStatus(EngineException error) {
        return codeOf(error).toStatus().withDescription(error.text()).withCause(error);
    }

    /** {@link #toStatus} as an exception to hand to a stream observer, with the trailer that makes it unambiguous. */
    public static StatusRuntimeException toStatusException(EngineException error) {
        Metadata trailers = new Metadata();
        if (error instanceof NotModifiedException) {
            trailers.put(KIND, NOT_MODIFIED);
        }
        return toStatus(error).asRuntimeException(trailers);
    }

    /** The error behind a failed call, as a client throws it on. */
    public static EngineException fromException(StatusRuntimeException failure) {
        return fromStatus(failure.getStatus(), failure.getTrailers(), failure);
    }

    /** The error behind a failed call of a blocking stream, whose failures are checked exceptions. */
    public static EngineException fromException(StatusException failure) {
        return fromStatus(failure.getStatus(), failure.getTrailers(), failure);
    }

    private static Status.Code codeOf(EngineException error) {
        return switch (error) {
            case InvalidArgumentException _ -> Status.Code.INVALID_ARGUMENT;
            case NotFoundException _ -> Status.Code.NOT_FOUND;
            case AlreadyExistsException _ -> Status.Code.ALREADY_EXISTS;
            case ConflictException _ -> Status.Code.ABORTED;
            case FailedPreconditionException _, NotModifiedException _ -> Status.Code.FAILED_PRECONDITION;
            case PermissionDeniedException _ -> Status.Code.PERMISSION_DENIED;
            case UnauthenticatedException _ -> Status.Code.UNAUTHENTICATED;
            case ResourceExhaustedException _ -> Status.Code.RESOURCE_EXHAUSTED;
            case UnavailableException _ -> Status.Code.UNAVAILABLE;
            case DeadlineExceededException _ -> Status.Code.DEADLINE_EXCEEDED;
            case CanceledException _ -> Status.Code.CANCELLED;
            case NotImplementedException _ -> Status.Code.UNIMPLEMENTED;
            case DataLossException _ -> Status.Code.DATA_LOSS;
            case InternalException _ -> Status.Code.INTERNAL;
        };
    }

    private static EngineException fromStatus(Status status, @Nullable Metadata trailers, Exception cause) {
        String description = status.getDescription();
        String text = description == null ? status.getCode().name() : description;
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE -> new InvalidArgumentException(text, cause);
            case NOT_FOUND -> new NotFoundException(text, cause);
            case ALREADY_EXISTS -> new AlreadyExistsException(text, cause);
            case ABORTED -> new ConflictException(text, cause);
            case FAILED_PRECONDITION ->
                isNotModified(trailers)
                        ? new NotModifiedException(text, cause)
                        : new FailedPreconditionException(text, cause);
            case PERMISSION_DENIED -> new PermissionDeniedException(text, cause);
            case UNAUTHENTICATED -> new UnauthenticatedException(text, cause);
            case RESOURCE_EXHAUSTED -> new ResourceExhaustedException(text, cause);
            case UNAVAILABLE -> new UnavailableException(text, cause);
            case DEADLINE_EXCEEDED -> new DeadlineExceededException(text, cause);
            case CANCELLED -> new CanceledException(text, cause);
            case UNIMPLEMENTED -> new NotImplementedException(text, cause);
            case DATA_LOSS -> new DataLossException(text, cause);
            case INTERNAL, UNKNOWN -> new InternalException(text, cause);
            case OK -> throw new IllegalArgumentException("a call that succeeded was reported as failed", cause);
        };
    }

    private static boolean isNotModified(@Nullable Metadata trailers) {
        return trailers != null && NOT_MODIFIED.equals(trailers.get(KIND));
    }
}
