package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The object already is as asked; nothing was done. */
public final class NotModifiedException extends EngineException {

    public NotModifiedException(String message) {
        this(message, null);
    }

    public NotModifiedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
