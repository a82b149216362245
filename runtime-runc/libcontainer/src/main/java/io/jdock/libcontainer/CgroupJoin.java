package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import java.util.concurrent.CompletableFuture;

/**
 * Moves a launcher into its cgroup while it is mounting: the kernel makes a migration wait for all processors, which takes as long
 * as all the mounts together.
 */
final class CgroupJoin implements AutoCloseable {

    private final CompletableFuture<Void> joined;

    /** @param join moves the process; may wait for its cgroup first */
    CgroupJoin(Runnable join) {
        joined = CompletableFuture.runAsync(join, body -> Threads.startDaemon("cgroup-join", body));
    }

    /** Waits until the process is in. */
    void await() {
        Threads.join(joined);
    }

    /** Waits too: while a migration is under way nobody can clean up after it. */
    @Override
    public void close() {
        joined.handle((_, _) -> true).join();
    }
}
