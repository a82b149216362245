package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** Credentials are missing or wrong. */
public final class UnauthenticatedException extends EngineException {

    public UnauthenticatedException(String message) {
        this(message, null);
    }

    public UnauthenticatedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
