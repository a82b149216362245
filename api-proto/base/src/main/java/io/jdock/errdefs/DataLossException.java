package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** Stored or received bytes are not what they should be. */
public final class DataLossException extends EngineException {

    public DataLossException(String message) {
        this(message, null);
    }

    public DataLossException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
