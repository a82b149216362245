package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** A part that is needed cannot be reached just now; trying again later may work. */
public final class UnavailableException extends EngineException {

    public UnavailableException(String message) {
        this(message, null);
    }

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
