package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Moves a launcher into its cgroup while it is mounting: the kernel makes a migration wait for all processors, which takes as long
 * as all the mounts together.
 */
final class CgroupJoin implements AutoCloseable {

    private final CompletableFuture<Void> joined = new CompletableFuture<>();

    /** @param join moves the process; may wait for its cgroup first */
    CgroupJoin(Runnable join) {
        Threads.startDaemon("cgroup-join", () -> {
            try {
                join.run();
                joined.complete(null);
            } catch (RuntimeException e) {
                joined.completeExceptionally(e);
            }
        });
    }

    /** Waits until the process is in. */
    void await() {
        try {
            joined.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits too: while a migration is under way nobody can clean up after it. */
    @Override
    public void close() {
        joined.handle((_, _) -> true).join();
    }
}
