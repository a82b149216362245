package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.task.Exit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Where others wait for containers to end. A waiter asks for the future first and looks at the state then, so that it misses
 * nothing. Safe for concurrent use.
 */
public final class Endings {

    private final ConcurrentMap<String, CompletableFuture<Exit>> exits = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Exit>> removals = new ConcurrentHashMap<>();

    /** Completes when the container's present or next run ends, or fails to begin. */
    public CompletableFuture<Exit> nextExit(String id) {
        return exits.computeIfAbsent(id, _ -> new CompletableFuture<>()).copy();
    }

    /** Completes when the container is gone, with its last exit. */
    public CompletableFuture<Exit> removal(String id) {
        return removals.computeIfAbsent(id, _ -> new CompletableFuture<>()).copy();
    }

    void exited(String id, Exit exit) {
        complete(exits.remove(id), exit);
    }

    void removed(String id, Exit last) {
        complete(removals.remove(id), last);
        complete(exits.remove(id), last);
    }

    private static void complete(@Nullable CompletableFuture<Exit> future, Exit exit) {
        if (future != null) {
            future.complete(exit);
        }
    }
}
