package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/**
 * Every failure that jdock reports to a caller on purpose.
 *
 * <p>The tree is sealed, so the two places that translate it (gRPC status and HTTP status) stop compiling when a kind is
 * added and forgotten there. Messages read "what was attempted: why it failed" and name the object, because the same text
 * travels unchanged from the launcher to the user's terminal.
 */
public abstract sealed class EngineException extends RuntimeException
        permits InvalidArgumentException,
                NotFoundException,
                AlreadyExistsException,
                ConflictException,
                FailedPreconditionException,
                NotModifiedException,
                PermissionDeniedException,
                UnauthenticatedException,
                ResourceExhaustedException,
                UnavailableException,
                DeadlineExceededException,
                CanceledException,
                NotImplementedException,
                DataLossException,
                InternalException {

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The text for the caller; never null, unlike what {@link Throwable} promises. */
    public final String text() {
        String message = getMessage();
        return message == null ? toString() : message;
    }
}
