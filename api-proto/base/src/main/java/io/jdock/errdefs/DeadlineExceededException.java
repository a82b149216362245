package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The operation did not end within its time; it may still take effect. */
public final class DeadlineExceededException extends EngineException {

    public DeadlineExceededException(String message) {
        this(message, null);
    }

    public DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
