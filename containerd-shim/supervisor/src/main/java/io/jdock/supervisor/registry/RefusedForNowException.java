package io.jdock.supervisor.registry;

import io.jdock.errdefs.EngineException;
import java.io.IOException;
import java.util.Optional;

/** A server answered that it cannot now; a later try may succeed. */
final class RefusedForNowException extends IOException {

    private final EngineException error;
    private final transient Optional<String> retryAfter;

    /** @param error to report when there is no later try */
    RefusedForNowException(EngineException error, Optional<String> retryAfter) {
        super(error.text(), error);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    EngineException error() {
        return error;
    }

    /** What the server wants, a number of seconds. */
    Optional<String> retryAfter() {
        return retryAfter;
    }
}
