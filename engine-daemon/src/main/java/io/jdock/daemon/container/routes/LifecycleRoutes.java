package io.jdock.daemon.container.routes;

import io.jdock.daemon.container.create.ContainerName;
import io.jdock.daemon.container.exec.ExecService;
import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.lifecycle.ContainerLifecycle;
import io.jdock.daemon.container.lifecycle.Removal;
import io.jdock.daemon.container.lifecycle.Termination;
import io.jdock.daemon.container.spec.Signal;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.daemon.container.task.Tasks;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What changes a container's state. */
public final class LifecycleRoutes {

    private final ContainerStore store;
    private final ContainerLifecycle lifecycle;
    private final Termination termination;
    private final Removal removal;
    private final ExecService execs;
    private final Tasks tasks;
    private final ContainerEvents events;

    public LifecycleRoutes(
            ContainerStore store,
            ContainerLifecycle lifecycle,
            Termination termination,
            Removal removal,
            ExecService execs,
            Tasks tasks,
            ContainerEvents events) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.termination = termination;
        this.removal = removal;
        this.execs = execs;
        this.tasks = tasks;
        this.events = events;
    }

    public void register(Router router) {
        router.post("/containers/{id}/start", exchange -> act(exchange, id -> start(exchange, id)))
                .post("/containers/{id}/pause", exchange -> act(exchange, lifecycle::pause))
                .post("/containers/{id}/unpause", exchange -> act(exchange, lifecycle::unpause))
                .post(
                        "/containers/{id}/stop",
                        exchange -> act(exchange, id -> termination.stop(id, signal(exchange), seconds(exchange))))
                .post(
                        "/containers/{id}/restart",
                        exchange -> act(exchange, id -> termination.restart(id, signal(exchange), seconds(exchange))))
                .post(
                        "/containers/{id}/kill",
                        exchange -> act(
                                exchange,
                                id -> termination.kill(id, signal(exchange).orElse(Signal.KILL))))
                .post("/containers/{id}/rename", exchange -> act(exchange, id -> rename(exchange, id)))
                .post("/containers/{id}/resize", this::resize)
                .delete("/containers/{id}", exchange -> act(exchange, id -> remove(exchange, id)));
    }

    /** A change of state that may wait for the container. */
    private interface Action {
        void run(String id) throws InterruptedException;
    }

    private void act(Exchange exchange, Action action) throws IOException {
        String id = store.resolve(exchange.pathParameter("id")).id();
        try {
            action.run(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("container %s: the daemon is going down".formatted(id), e);
        }
        exchange.noContent();
    }

    private void start(Exchange exchange, String id) throws InterruptedException {
        if (exchange.query().text("checkpoint").isPresent()) {
            throw new NotImplementedException("start container %s: checkpoints are not supported".formatted(id));
        }
        lifecycle.start(id);
    }

    private void remove(Exchange exchange, String id) throws InterruptedException {
        if (exchange.query().flag("link")) {
            throw new InvalidArgumentException("remove container %s: links are not supported".formatted(id));
        }
        removal.remove(id, exchange.query().flag("force"));
        execs.forget(id);
    }

    private void rename(Exchange exchange, String id) {
        String name = ContainerName.parse(exchange.query()
                .text("name")
                .orElseThrow(() -> new InvalidArgumentException("Neither old nor new names may be empty")));
        Container before = store.get(id);
        if (name.equals(before.name())) {
            throw new InvalidArgumentException("Renaming a container with the same name as its current name");
        }
        Container after = store.update(id, it -> it.withName(name));
        events.publish("rename", after, Map.of("oldName", "/" + before.name()));
    }

    private void resize(Exchange exchange) throws IOException {
        Container container = store.resolve(exchange.pathParameter("id"));
        int height = TerminalSize.of(exchange, "h");
        int width = TerminalSize.of(exchange, "w");
        container.state().status().requireAlive(container.id());
        tasks.resize(ProcessRef.init(container.id()), width, height);
        events.publish(
                "resize", container, Map.of("height", Integer.toString(height), "width", Integer.toString(width)));
        exchange.ok();
    }

    private static Optional<Signal> signal(Exchange exchange) {
        return exchange.query().text("signal").map(Signal::parse);
    }

    private static Optional<Long> seconds(Exchange exchange) {
        return exchange.query().number("t");
    }
}
