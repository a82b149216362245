package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The request itself is wrong and will stay wrong until the caller changes it. */
public final class InvalidArgumentException extends EngineException {

    public InvalidArgumentException(String message) {
        this(message, null);
    }

    public InvalidArgumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
