package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The named object does not exist. */
public final class NotFoundException extends EngineException {

    public NotFoundException(String message) {
        this(message, null);
    }

    public NotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
