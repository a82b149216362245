package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /images/create}: a pull with its progress, of one tag or of all that a repository has. A failure before the first message is an ordinary error; after it the
 * status is out, and the error becomes the last message.
 */
final class PullRoute {

    private static final String RESERVED = "scratch";

    private final ImageCatalog catalog;
    private final Transfers transfers;
    private final Registries registries;
    private final Supplier<RegistryOptions> options;
    private final EventBus events;

    PullRoute(
            ImageCatalog catalog,
            Transfers transfers,
            Registries registries,
            Supplier<RegistryOptions> options,
            EventBus events) {
        this.catalog = catalog;
        this.transfers = transfers;
        this.registries = registries;
        this.options = options;
        this.events = events;
    }

    void create(Exchange exchange) throws IOException {
        Optional<Credentials> credentials = Credentials.ofHeader(exchange.header(Credentials.HEADER));
        String platform = exchange.query().text("platform").orElse("");
        if (!platform.isEmpty()) {
            Platform.parse(platform); // Its errors are the client's and belong before the first message.
        }
        List<ImageReference> references = references(exchange, credentials);
        try (Transfers.Transfer transfer = pull(references.getFirst(), platform, credentials)) {
            exchange.onDisconnect(transfer::close);
            Optional<TransferStep> first = transfer.next();
            try (OutputStream out = exchange.stream("application/json")) {
                ProgressWriter writer = new ProgressWriter(out);
                boolean fine = report(transfer, first, references.getFirst(), writer);
                for (int i = 1; fine && i < references.size(); i++) {
                    fine = pullNext(exchange, references.get(i), platform, credentials, writer);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException(
                    "pull %s: interrupted".formatted(references.getFirst().familiar()), e);
        }
    }

    private Transfers.Transfer pull(ImageReference reference, String platform, Optional<Credentials> credentials) {
        return transfers.pull(new Transfers.PullRequest(reference.toString(), platform, credentials, options.get()));
    }

    private boolean pullNext(
            Exchange exchange,
            ImageReference reference,
            String platform,
            Optional<Credentials> credentials,
            ProgressWriter out)
            throws IOException, InterruptedException {
        try (Transfers.Transfer transfer = pull(reference, platform, credentials)) {
            exchange.onDisconnect(transfer::close);
            return report(transfer, transfer.next(), reference, out);
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
            return false;
        }
    }

    /** Tells how it goes on, and whether it went well. */
    private boolean report(
            Transfers.Transfer transfer, Optional<TransferStep> first, ImageReference reference, ProgressWriter out)
            throws IOException, InterruptedException {
        try {
            for (Optional<TransferStep> step = first; step.isPresent(); step = transfer.next()) {
                write(step.get(), reference, out);
            }
            return true;
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
            return false;
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

    /** What is named; a repository without a tag means all its tags, as in Docker. */
    private List<ImageReference> references(Exchange exchange, Optional<Credentials> credentials) {
        String image = exchange.query()
                .text("fromImage")
                .orElseThrow(() -> new InvalidArgumentException("pull an image: parameter fromImage is missing"));
        Optional<String> tag = exchange.query().text("tag").filter(text -> !text.isEmpty());
        String text = tag.map(t -> image + (t.contains(":") ? "@" : ":") + t).orElse(image);
        ImageReference reference = ImageReference.parse(text);
        if (reference.familiarName().equals(RESERVED)) {
            throw new PermissionDeniedException("'scratch' is a reserved name");
        }
        if (reference.tag() != null || reference.digest() != null) {
            return List.of(reference);
        }
        List<String> tags = registries.tags(reference, credentials);
        if (tags.isEmpty()) {
            throw new NotFoundException("repository %s has no tags".formatted(reference.familiarName()));
        }
        return tags.stream().map(reference::withTag).toList();
    }
}
