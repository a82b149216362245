package io.jdock.errdefs;

import org.jspecify.annotations.Nullable;

/** A limit was reached: disk, memory, addresses, ports, descriptors. */
public final class ResourceExhaustedException extends EngineException {

    public ResourceExhaustedException(String message) {
        this(message, null);
    }

    public ResourceExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
