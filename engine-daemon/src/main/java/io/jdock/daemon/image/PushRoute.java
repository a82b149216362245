package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /images/{name}/push}: one tag, or all tags of a repository, with progress. As in Docker only a request that cannot
 * be understood is an ordinary error; whatever else goes wrong is the last message of the stream.
 */
final class PushRoute {

    private final ImageStore store;
    private final Registries registries;
    private final EventBus events;

    PushRoute(ImageStore store, Registries registries, EventBus events) {
        this.store = store;
        this.registries = registries;
        this.events = events;
    }

    void push(Exchange exchange) throws IOException {
        ImageReference name = ImageReference.parse(exchange.pathParameter("name"));
        ImageReference wanted = exchange.query().text("tag").map(name::withTag).orElse(name);
        String platform = exchange.version().atLeast(46)
                ? exchange.query()
                        .text("platform")
                        .map(PlatformParameter::parse)
                        .orElse("")
                : "";
        Optional<Credentials> credentials = Credentials.ofPush(exchange);
        try (OutputStream out = exchange.stream("application/json")) {
            ProgressWriter writer = new ProgressWriter(out);
            writer.write(ProgressMessage.status("The push refers to repository [%s]".formatted(wanted.name())));
            try {
                for (ImageReference reference : tags(wanted)) {
                    push(exchange, reference, platform, credentials, new PushMessages(reference, writer));
                }
            } catch (EngineException e) {
                writer.write(ProgressMessage.error(e.text()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("push %s: interrupted".formatted(wanted.familiar()), e);
        }
    }

    /** The tag that is named, or all of the repository. */
    private List<ImageReference> tags(ImageReference wanted) {
        if (wanted.digest() != null) {
            throw new InvalidArgumentException("cannot push a digest reference");
        }
        List<ImageReference> known = store.records().stream()
                .filter(record -> !record.isNameless())
                .map(record -> ImageReference.parse(record.name()))
                .filter(name -> name.tag() != null && name.name().equals(wanted.name()))
                .sorted(Comparator.comparing(ImageReference::toString))
                .toList();
        if (known.isEmpty()) {
            throw new NotFoundException("An image does not exist locally with the tag: " + wanted.familiarName());
        }
        return wanted.tag() == null ? known : List.of(wanted);
    }

    private void push(
            Exchange exchange,
            ImageReference reference,
            String platform,
            Optional<Credentials> credentials,
            PushMessages messages)
            throws IOException, InterruptedException {
        try (Registries.Push push = registries.push(reference, platform, credentials)) {
            exchange.onDisconnect(push::close);
            for (Optional<PushStep> step = push.next(); step.isPresent(); step = push.next()) {
                messages.write(step.get());
            }
        }
        events.publish("image", "push", reference.familiar(), Map.of("name", reference.familiarName()));
    }
}
