package io.jdock.daemon.container.routes;

import io.jdock.daemon.container.attach.AttachSession;
import io.jdock.daemon.container.lifecycle.ContainerDirectory;
import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.lifecycle.ContainerLifecycle;
import io.jdock.daemon.container.logs.LogQuery;
import io.jdock.daemon.container.logs.Logs;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.stream.DetachKeys;
import io.jdock.daemon.container.stream.StreamWriter;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.container.task.StreamChoice;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Query;
import io.jdock.daemon.http.RawStream;
import io.jdock.daemon.http.Router;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.ConflictException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Joining clients to containers' standard streams. */
public final class AttachRoutes {

    private final ContainerStore store;
    private final ContainerLifecycle lifecycle;
    private final ContainerDirectory directory;
    private final Logs logs;
    private final ContainerEvents events;

    public AttachRoutes(
            ContainerStore store,
            ContainerLifecycle lifecycle,
            ContainerDirectory directory,
            Logs logs,
            ContainerEvents events) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.directory = directory;
        this.logs = logs;
        this.events = events;
    }

    public void register(Router router) {
        router.post("/containers/{id}/attach", this::attach);
    }

    private void attach(Exchange exchange) throws IOException {
        Container container = store.resolve(exchange.pathParameter("id"));
        requireAttachable(container);
        Query query = exchange.query();
        DetachKeys keys = DetachKeys.parse(query.text("detachKeys").orElse(""));
        boolean input = query.flag("stdin") && container.config().streams().openStdin();
        StreamChoice choice = new StreamChoice(input, query.flag("stdout"), query.flag("stderr"));
        boolean tty = container.config().streams().tty();
        // Before the head of the answer: a client starts the container as soon as it sees that.
        Optional<CompletableFuture<AttachedStreams>> joined =
                query.flag("stream") ? Optional.of(lifecycle.attach(container.id(), choice)) : Optional.empty();
        events.publish("attach", container);
        RawStream client = exchange.hijack(StreamType.of(tty, exchange.version()));
        StreamWriter writer = new StreamWriter(client.output(), !tty);
        try {
            if (query.flag("logs")) {
                logs.copy(directory.log(container.id()), LogQuery.everything(choice.stdout(), choice.stderr()), writer);
            }
            if (joined.isPresent()) {
                follow(container, client, joined.get(), writer, tty ? Optional.of(keys) : Optional.empty(), input);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("attach to container %s: the daemon is going down".formatted(container.id()), e);
        } finally {
            joined.ifPresent(it -> it.cancel(false));
        }
    }

    private void follow(
            Container container,
            RawStream client,
            CompletableFuture<AttachedStreams> joined,
            StreamWriter writer,
            Optional<DetachKeys> keys,
            boolean input)
            throws IOException, InterruptedException {
        boolean once = container.config().streams().stdinOnce();
        try {
            AttachedStreams process = joined.get();
            AttachSession session = new AttachSession(client, process, writer, keys, once && keys.isEmpty());
            if (session.run(input)) {
                events.publish("detach", container);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CanceledException) {
                return;
            }
            throw new IOException("attach to container %s: %s".formatted(container.id(), e.getCause()), e);
        }
    }

    private static void requireAttachable(Container container) {
        ContainerStatus status = container.state().status();
        if (status == ContainerStatus.PAUSED || status == ContainerStatus.RESTARTING) {
            throw new ConflictException(
                    "container %s is %s, cannot attach to it".formatted(container.id(), status.apiName()));
        }
    }
}
