package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The object is in a state that forbids the operation; a change of state clears the error. */
public final class ConflictException extends EngineException {

    public ConflictException(String message) {
        this(message, null);
    }

    public ConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
