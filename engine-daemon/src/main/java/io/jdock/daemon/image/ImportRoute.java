package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.image.change.Changes;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Platform;
import io.jdock.oci.image.RootFs;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /images/create?fromSrc=-}: an image of an archive with files. Errors come in-band once the status is out. */
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
        if (!source.equals("-")) {
            throw new NotImplementedException(
                    "import an image: fromSrc=%s is not supported, only the request's body (-) is".formatted(source));
        }
        String name = NewName.of(exchange);
        Composer.NewImage image = new Composer.NewImage(Optional.empty(), config(exchange), name);
        try (Transfers.Transfer transfer = composer.importFiles(image, exchange.body());
                OutputStream out = exchange.stream("application/json")) {
            exchange.onDisconnect(transfer::close);
            report(transfer, new ProgressWriter(out));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("import an image: interrupted", e);
        }
    }

    private ImageConfig config(Exchange exchange) {
        Platform platform = exchange.query()
                .text("platform")
                .filter(text -> !text.isEmpty())
                .map(Platform::parse)
                .orElseGet(Platform::host);
        String now = clock.instant().toString();
        String message =
                exchange.query().text("message").filter(it -> !it.isEmpty()).orElse("Imported from -");
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
                message);
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
