package io.jdock.daemon.build;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.LateStream;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.image.HeldImages;
import io.jdock.errdefs.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code POST /build}. Errors come in-band once the status is out. */
public final class BuildRoutes {

    private final Workshop workshop;

    private BuildRoutes(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Takes away first what a daemon that was killed may have left. */
    public static BuildRoutes open(Workshop workshop) {
        try {
            Files.createDirectories(workshop.scripts());
            try (Stream<Path> left = Files.list(workshop.scripts())) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("clean %s: %s".formatted(workshop.scripts(), e.getMessage()), e);
        }
        return new BuildRoutes(workshop);
    }

    public void addTo(Router router) {
        router.post("/build", this::build);
    }

    private void build(Exchange exchange) throws IOException {
        BuildRequest request = BuildRequest.of(exchange);
        Cancellation cancellation = new Cancellation();
        exchange.onDisconnect(cancellation::cancel);
        try (LateStream out = new LateStream(exchange)) {
            BuildOutput output = new BuildOutput(out, request.quiet());
            try (HeldImages.Hold hold = workshop.held().begin();
                    Context context = receive(request, exchange, cancellation)) {
                new Build(workshop, hold, request, context, output, cancellation).run();
            } catch (StepFailedException e) {
                output.failed(e.code(), e.text());
            } catch (EngineException e) {
                if (!output.hasBegun()) {
                    throw e;
                }
                output.failed(e.text());
            }
        }
    }

    private Context receive(BuildRequest request, Exchange exchange, Cancellation cancellation) {
        try (var _ = cancellation.during(Thread.currentThread()::interrupt)) {
            return Context.receive(workshop.trees(), request, exchange.body());
        }
    }
}
