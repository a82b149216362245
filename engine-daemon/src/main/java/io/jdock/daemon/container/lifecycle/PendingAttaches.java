package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Clients that attached to containers before these run. Their streams are joined when the task exists and its program does not
 * run yet, so that they miss nothing. Callers hold the container's lock.
 */
final class PendingAttaches {

    private final Map<String, List<Waiting>> waiting = new HashMap<>();

    /** Completes when the container's next task exists; fails when the container is removed or fails to start. */
    synchronized CompletableFuture<AttachedStreams> add(String id, StreamChoice streams) {
        CompletableFuture<AttachedStreams> joined = new CompletableFuture<>();
        waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Waiting(streams, joined));
        return joined;
    }

    /**
     * Joins every waiting client to the task that was just created; one that cannot be joined learns why.
     *
     * @return the streams, to be closed if the task's program is not run after all
     */
    List<AttachedStreams> connect(String id, Tasks tasks) {
        List<AttachedStreams> connected = new ArrayList<>();
        for (Waiting client : take(id)) {
            try {
                AttachedStreams streams = tasks.attach(ProcessRef.init(id), client.streams);
                // A client that has left meanwhile must not hold the container back.
                if (client.joined.complete(streams)) {
                    connected.add(streams);
                } else {
                    streams.close();
                }
            } catch (EngineException e) {
                client.joined.completeExceptionally(e);
            }
        }
        return connected;
    }

    /** Sends the waiting clients away: the container was removed, or its start has failed. */
    void cancel(String id) {
        for (Waiting client : take(id)) {
            client.joined.completeExceptionally(
                    new CanceledException("attach to container %s: it does not run".formatted(id)));
        }
    }

    private synchronized List<Waiting> take(String id) {
        List<Waiting> clients = waiting.remove(id);
        return clients == null ? List.of() : clients;
    }

    private record Waiting(StreamChoice streams, CompletableFuture<AttachedStreams> joined) {}
}
