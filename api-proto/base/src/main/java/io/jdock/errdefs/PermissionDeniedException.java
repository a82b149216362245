package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** The caller is known and may not do this. */
public final class PermissionDeniedException extends EngineException {

    public PermissionDeniedException(String message) {
        this(message, null);
    }

    public PermissionDeniedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
