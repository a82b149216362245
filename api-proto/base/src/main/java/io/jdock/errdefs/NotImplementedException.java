package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** jdock does not do this. */
public final class NotImplementedException extends EngineException {

    public NotImplementedException(String message) {
        this(message, null);
    }

    public NotImplementedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
