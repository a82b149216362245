package io.jdock.daemon.http;

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

/** The only place that knows which HTTP status an error has; the classes are Docker's. */
final class HttpErrors {

    private HttpErrors() {}

    static HttpStatus statusOf(EngineException error) {
        return switch (error) {
            case NotModifiedException _ -> HttpStatus.NOT_MODIFIED;
            case InvalidArgumentException _, FailedPreconditionException _ -> HttpStatus.BAD_REQUEST;
            case UnauthenticatedException _ -> HttpStatus.UNAUTHORIZED;
            case PermissionDeniedException _ -> HttpStatus.FORBIDDEN;
            case NotFoundException _ -> HttpStatus.NOT_FOUND;
            case ConflictException _, AlreadyExistsException _ -> HttpStatus.CONFLICT;
            case InternalException _, DataLossException _ -> HttpStatus.INTERNAL_SERVER_ERROR;
            case DeadlineExceededException _, CanceledException _ -> HttpStatus.INTERNAL_SERVER_ERROR;
            case ResourceExhaustedException _ -> HttpStatus.INTERNAL_SERVER_ERROR;
            case NotImplementedException _ -> HttpStatus.NOT_IMPLEMENTED;
            case UnavailableException _ -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
