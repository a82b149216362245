package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** An object of that name exists; another name, or its removal, clears the error. */
public final class AlreadyExistsException extends EngineException {

    public AlreadyExistsException(String message) {
        this(message, null);
    }

    public AlreadyExistsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
