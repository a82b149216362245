package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** A fault of jdock itself or of the host; the cause tells more. */
public final class InternalException extends EngineException {

    public InternalException(String message) {
        this(message, null);
    }

    public InternalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
