package io.jdock.daemon.image;

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

/**
 * {@code POST /images/create}: a pull with its progress, of one tag or of all that a repository has. A failure before the first message is an ordinary error; after it the
 * status is out, and the error becomes the last message.
 */
final class PullRoute {

    private static final String RESERVED = "scratch";

    private final Pulls pulls;
    private final Registries registries;

    PullRoute(Pulls pulls, Registries registries) {
        this.pulls = pulls;
        this.registries = registries;
    }

    void create(Exchange exchange) throws IOException {
        Optional<Credentials> credentials = Credentials.ofHeader(exchange.header(Credentials.HEADER));
        String platform = exchange.query().text("platform").orElse("");
        if (!platform.isEmpty()) {
            Platform.parse(platform); // Its errors are the client's and belong before the first message.
        }
        List<ImageReference> references = references(exchange, credentials);
        try (Pulls.Pull pull = pulls.start(references.getFirst(), platform, credentials)) {
            exchange.onDisconnect(pull::close);
            Optional<TransferStep> first = pull.first();
            try (OutputStream out = exchange.stream("application/json")) {
                ProgressWriter writer = new ProgressWriter(out);
                boolean fine = report(pull, first, writer);
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

    private boolean pullNext(
            Exchange exchange,
            ImageReference reference,
            String platform,
            Optional<Credentials> credentials,
            ProgressWriter out)
            throws IOException, InterruptedException {
        try (Pulls.Pull pull = pulls.start(reference, platform, credentials)) {
            exchange.onDisconnect(pull::close);
            return report(pull, pull.first(), out);
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
            return false;
        }
    }

    /** Tells how it goes on, and whether it went well. */
    private static boolean report(Pulls.Pull pull, Optional<TransferStep> first, ProgressWriter out)
            throws IOException, InterruptedException {
        try {
            pull.report(first, out);
            return true;
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
            return false;
        }
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
