package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.image.change.Changes;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Platform;
import io.jdock.oci.image.RootFs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /images/create?fromSrc=}: an image of an archive with files, which come with the request or from the web. Errors come in-band once the status is out. */
final class ImportRoute {

    private final Composer composer;
    private final EventBus events;
    private final InstantSource clock;

    ImportRoute(Composer composer, EventBus events, InstantSource clock) {
        this.composer = composer;
        this.events = events;
        this.clock = clock;
    }

    void create(Exchange exchange) throws IOException {
        String source = exchange.query().text("fromSrc").orElse("");
        Optional<String> url = source.equals("-") ? Optional.empty() : Optional.of(url(source));
        String name = NewName.of(exchange);
        Composer.NewImage image = new Composer.NewImage(Optional.empty(), config(exchange, source), name, "");
        try (Transfers.Transfer transfer = url.isEmpty()
                        ? composer.importFiles(image, exchange.body())
                        : composer.importFiles(image, url.get());
                OutputStream out = exchange.stream("application/json")) {
            exchange.onDisconnect(transfer::close);
            ProgressWriter writer = new ProgressWriter(out);
            if (url.isPresent()) {
                writer.write(ProgressMessage.status("Downloading from " + url.get()));
            }
            report(transfer, writer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("import an image: interrupted", e);
        }
    }

    /**
     * As in Docker a host alone will do.
     *
     * @throws InvalidArgumentException when it is something else than a file on the web
     */
    private static String url(String source) {
        String url = source.contains("://") ? source : "http://" + source;
        try {
            URI uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("import an image: fromSrc is no URL", e);
        }
        throw new InvalidArgumentException(
                "import an image: fromSrc must be - or a URL with http or https, without a password");
    }

    private ImageConfig config(Exchange exchange, String source) {
        Platform platform = exchange.query()
                .text("platform")
                .filter(text -> !text.isEmpty())
                .map(Platform::parse)
                .orElseGet(Platform::host);
        String now = clock.instant().toString();
        String message =
                exchange.query().text("message").filter(it -> !it.isEmpty()).orElse("Imported from " + source);
        return new ImageConfig(
                now,
                "",
                platform.architecture(),
                platform.os(),
                platform.osVersion(),
                platform.variant(),
                Changes.apply(ExecutionConfig.EMPTY, exchange.query().all("changes")),
                new RootFs(List.of()),
                List.of(new HistoryEntry(now, "", "", message, false)),
                "",
                message,
                null);
    }

    private void report(Transfers.Transfer transfer, ProgressWriter out) throws IOException, InterruptedException {
        try {
            for (Optional<TransferStep> step = transfer.next(); step.isPresent(); step = transfer.next()) {
                if (step.get() instanceof TransferStep.Recorded image) {
                    out.write(ProgressMessage.status(image.imageId()));
                    events.publish("image", "import", image.imageId(), Map.of("name", image.imageId()));
                }
            }
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
        }
    }
}
