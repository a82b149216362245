package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** Something the operation needs is not so, on this host or in this request; retrying alone does not help. */
public final class FailedPreconditionException extends EngineException {

    public FailedPreconditionException(String message) {
        this(message, null);
    }

    public FailedPreconditionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
