package io.jdock.daemon.container.routes;

import io.jdock.daemon.container.lifecycle.Endings;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.container.task.Exit;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.container.WaitResponse;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Waiting for containers to end. */
public final class WaitRoutes {

    private final ContainerStore store;
    private final Endings endings;

    public WaitRoutes(ContainerStore store, Endings endings) {
        this.store = store;
        this.endings = endings;
    }

    public void register(Router router) {
        router.post("/containers/{id}/wait", this::await);
    }

    /** The head is sent at once: clients call this before they start the container, and go on when they see it. */
    private void await(Exchange exchange) throws IOException {
        String id = store.resolve(exchange.pathParameter("id")).id();
        CompletableFuture<Exit> end =
                future(id, exchange.query().text("condition").orElse("not-running"));
        OutputStream reply = exchange.stream("application/json");
        reply.flush();
        exchange.onDisconnect(() -> end.cancel(false));
        try {
            Exit exit = end.join();
            String error = store.find(id).map(it -> it.state().error()).orElse("");
            reply.write(EngineJson.write(
                    new WaitResponse(exit.code(), error.isEmpty() ? null : new WaitResponse.WaitError(error))));
        } catch (CancellationException _) {
            throw new IOException("wait for container %s: the client is gone".formatted(id));
        }
    }

    private CompletableFuture<Exit> future(String id, String condition) {
        return switch (condition) {
            case "not-running" -> notRunning(id);
            case "next-exit" -> endings.nextExit(id);
            case "removed" -> endings.removal(id);
            default -> throw new InvalidArgumentException("invalid condition: \"%s\"".formatted(condition));
        };
    }

    private CompletableFuture<Exit> notRunning(String id) {
        CompletableFuture<Exit> next = endings.nextExit(id);
        Container container = store.get(id);
        ContainerStatus status = container.state().status();
        boolean running =
                status.isAlive() || status == ContainerStatus.STARTING || status == ContainerStatus.RESTARTING;
        return running
                ? next
                : CompletableFuture.completedFuture(
                        new Exit(container.state().exitCode(), container.state().finishedAt()));
    }
}
