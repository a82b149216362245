package io.jdock.daemon.commit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.daemon.container.Containers;
import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.NewName;
import io.jdock.daemon.image.Transfers;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.image.IdResponse;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.ConflictException;
import io.jdock.oci.image.ImageConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images and archives of containers. */
public final class CommitRoutes {

    private final Containers containers;
    private final ContainerStore store;
    private final ImageCatalog catalog;
    private final Composer composer;
    private final ContainerEvents events;
    private final InstantSource clock;

    public CommitRoutes(
            Containers containers, ContainerStore store, ImageCatalog catalog, Composer composer, InstantSource clock) {
        this.containers = containers;
        this.store = store;
        this.catalog = catalog;
        this.composer = composer;
        this.events = containers.events();
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.post("/commit", this::commit).get("/containers/{id}/export", this::export);
    }

    private void commit(Exchange exchange) throws IOException {
        Container container = present(exchange.query().text("container").orElse(""), "commit");
        String name = NewName.of(exchange);
        CommittedConfig wanted = new CommittedConfig(
                exchange.query().text("author").orElse(""),
                exchange.query().text("comment").orElse(""),
                exchange.query().all("changes"),
                asked(exchange));
        ImageConfig config =
                wanted.of(container, catalog.resolve(container.imageId()).config(), clock.instant());
        var image = new Composer.NewImage(Optional.of(container.imageId()), config, name, "");
        boolean pause = exchange.query().flag("pause", true);
        String id = pause
                ? containers.whilePaused(container.id(), () -> commit(exchange, image, container))
                : commit(exchange, image, container);
        Map<String, String> attributes = new HashMap<>(Map.of("comment", wanted.comment(), "imageID", id));
        attributes.put("imageRef", name);
        events.publish("commit", container, attributes);
        exchange.created(new IdResponse(id));
    }

    /** Nothing, or {@code null}, means the container's own. */
    private static @Nullable ContainerConfig asked(Exchange exchange) throws IOException {
        JsonNode body = exchange.json(JsonNode.class);
        return body.isObject() && !body.isEmpty() ? EngineJson.convert(body, ContainerConfig.class) : null;
    }

    private String commit(Exchange exchange, Composer.NewImage image, Container container) {
        try (Transfers.Transfer transfer = composer.commit(image, container.id())) {
            exchange.onDisconnect(transfer::close);
            return transfer.finish().imageId();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("commit container %s: interrupted".formatted(container.id()), e);
        } catch (IOException e) {
            throw new CanceledException("commit container %s: %s".formatted(container.id(), e.getMessage()), e);
        }
    }

    private void export(Exchange exchange) throws IOException {
        Container container = present(exchange.pathParameter("id"), "export");
        try (Transfers.Archive archive = composer.export(container.id())) {
            exchange.onDisconnect(archive::close);
            Optional<Transfers.Piece> piece = archive.next();
            try (OutputStream out = exchange.stream("application/octet-stream")) {
                for (; piece.isPresent(); piece = archive.next()) {
                    piece.get().writeTo(out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("export container %s: interrupted".formatted(container.id()), e);
        }
        events.publish("export", container);
    }

    private Container present(String name, String verb) {
        Container container = store.resolve(name);
        if (container.state().status() == ContainerStatus.REMOVING) {
            throw new ConflictException(
                    "You cannot %s container %s which is being removed".formatted(verb, container.id()));
        }
        return container;
    }
}
