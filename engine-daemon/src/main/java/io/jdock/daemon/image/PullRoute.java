package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * {@code POST /images/create}: a pull with its progress. A failure before the first message is an ordinary error; after it the
 * status is out, and the error becomes the last message.
 */
final class PullRoute {

    private static final String RESERVED = "scratch";

    private final ImageCatalog catalog;
    private final Transfers transfers;
    private final RegistryOptions registries;
    private final EventBus events;

    PullRoute(ImageCatalog catalog, Transfers transfers, RegistryOptions registries, EventBus events) {
        this.catalog = catalog;
        this.transfers = transfers;
        this.registries = registries;
        this.events = events;
    }

    void create(Exchange exchange) throws IOException {
        ImageReference reference = reference(exchange);
        String platform = exchange.query().text("platform").orElse("");
        if (!platform.isEmpty()) {
            Platform.parse(platform); // Its errors are the client's and belong before the first message.
        }
        var request = new Transfers.PullRequest(
                reference.toString(), platform, Credentials.ofHeader(exchange.header(Credentials.HEADER)), registries);
        try (Transfers.Transfer transfer = transfers.pull(request)) {
            exchange.onDisconnect(transfer::close);
            Optional<TransferStep> first = transfer.next();
            try (OutputStream out = exchange.stream("application/json")) {
                report(transfer, first, reference, new ProgressWriter(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("pull %s: interrupted".formatted(reference.familiar()), e);
        }
    }

    private void report(
            Transfers.Transfer transfer, Optional<TransferStep> first, ImageReference reference, ProgressWriter out)
            throws IOException, InterruptedException {
        try {
            for (Optional<TransferStep> step = first; step.isPresent(); step = transfer.next()) {
                write(step.get(), reference, out);
            }
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
        }
    }

    private void write(TransferStep step, ImageReference reference, ProgressWriter out) throws IOException {
        switch (step) {
            case TransferStep.Resolved _ ->
                out.write(ProgressMessage.status("Pulling from " + remotePath(reference), reference.identifier()));
            case TransferStep.Layer layer -> out.layer(layer);
            case TransferStep.Recorded image -> {
                out.write(ProgressMessage.status("Digest: " + image.digest()));
                String outcome = image.unchanged() ? "Image is up to date for " : "Downloaded newer image for ";
                out.write(ProgressMessage.status("Status: " + outcome + reference.familiar()));
                publish(reference);
            }
        }
    }

    private void publish(ImageReference reference) {
        StoredImage image = catalog.resolve(reference.toString());
        events.publish("image", "pull", reference.familiar(), ImageNames.attributes(image, reference.familiarName()));
    }

    /** As Docker shows it: without Docker Hub's host, with that of any other registry. */
    private static String remotePath(ImageReference reference) {
        return reference.domain().equals(ImageReference.DOCKER_HUB) ? reference.path() : reference.name();
    }

    private static ImageReference reference(Exchange exchange) {
        String image = exchange.query()
                .text("fromImage")
                .orElseThrow(() -> new InvalidArgumentException("pull an image: parameter fromImage is missing"));
        Optional<String> tag = exchange.query().text("tag");
        String text = tag.map(t -> image + (t.contains(":") ? "@" : ":") + t).orElse(image);
        ImageReference reference = ImageReference.parse(text).withDefaultTag();
        if (reference.familiarName().equals(RESERVED)) {
            throw new PermissionDeniedException("'scratch' is a reserved name");
        }
        return reference;
    }
}
