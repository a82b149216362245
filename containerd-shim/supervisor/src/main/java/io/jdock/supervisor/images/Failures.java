package io.jdock.supervisor.images;

import io.jdock.errdefs.InternalException;
import java.util.concurrent.ExecutionException;

/** Errors that crossed from one thread to another. */
final class Failures {

    private Failures() {}

    /** What the other thread threw, to be thrown on. */
    static RuntimeException unwrap(ExecutionException error) {
        return error.getCause() instanceof RuntimeException cause
                ? cause
                : new InternalException(String.valueOf(error.getMessage()), error);
    }
}
