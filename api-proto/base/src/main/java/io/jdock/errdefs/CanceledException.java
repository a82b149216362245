package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The caller gave up before the operation ended. */
public final class CanceledException extends EngineException {

    public CanceledException(String message) {
        this(message, null);
    }

    public CanceledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
