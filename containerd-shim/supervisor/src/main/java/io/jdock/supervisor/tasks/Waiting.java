package io.jdock.supervisor.tasks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for futures that never fail. */
final class Waiting {

    private Waiting() {}

    static <T> T join(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waited for a result that cannot fail", e);
        }
    }
}
