package io.jdock.daemon.image;

import io.jdock.daemon.event.EventBus;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.LateStream;
import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /images/load}: images from a tar archive. As in Docker the status is 200 whatever happens; errors come in-band. */
final class LoadRoute {

    private final Transfers transfers;
    private final EventBus events;

    LoadRoute(Transfers transfers, EventBus events) {
        this.transfers = transfers;
        this.events = events;
    }

    void load(Exchange exchange) throws IOException {
        List<String> platforms = PlatformParameter.all(exchange);
        boolean quiet = exchange.query().flag("quiet", true);
        try (Transfers.Transfer transfer = transfers.load(exchange.body(), platforms);
                LateStream out = new LateStream(exchange)) {
            exchange.onDisconnect(transfer::close);
            report(transfer, quiet, new ProgressWriter(out));
            out.begin();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("load images: interrupted", e);
        }
    }

    private void report(Transfers.Transfer transfer, boolean quiet, ProgressWriter out)
            throws IOException, InterruptedException {
        try {
            for (Optional<TransferStep> step = transfer.next(); step.isPresent(); step = transfer.next()) {
                switch (step.get()) {
                    case TransferStep.Resolved _ -> {}
                    case TransferStep.Layer layer -> {
                        if (!quiet) {
                            out.layer(layer);
                        }
                    }
                    case TransferStep.Recorded image -> loaded(image, out);
                }
            }
        } catch (EngineException e) {
            out.write(ProgressMessage.error(e.text()));
        }
    }

    private void loaded(TransferStep.Recorded image, ProgressWriter out) throws IOException {
        boolean named = !image.reference().isEmpty();
        String name = named ? ImageReference.parse(image.reference()).familiar() : image.imageId();
        out.write(ProgressMessage.text("%s: %s\n".formatted(named ? "Loaded image" : "Loaded image ID", name)));
        events.publish("image", "load", image.imageId(), Map.of("name", name));
    }
}
