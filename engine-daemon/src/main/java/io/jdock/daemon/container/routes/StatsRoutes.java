package io.jdock.daemon.container.routes;

import io.jdock.daemon.container.stats.StatsCollector;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.engine.api.container.ContainerStats;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What containers use, once or every second. */
public final class StatsRoutes {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ContainerStore store;
    private final StatsCollector collector;

    public StatsRoutes(ContainerStore store, StatsCollector collector) {
        this.store = store;
        this.collector = collector;
    }

    public void register(Router router) {
        router.get("/containers/{id}/stats", this::stats);
    }

    private void stats(Exchange exchange) throws IOException {
        String id = store.resolve(exchange.pathParameter("id")).id();
        boolean stream = exchange.query().flag("stream", true);
        boolean oneShot = exchange.query().flag("one-shot");
        if (stream && oneShot) {
            throw new InvalidArgumentException("cannot have stream=true and one-shot=true");
        }
        var gone = new CountDownLatch(1);
        exchange.onDisconnect(gone::countDown);
        try {
            if (stream) {
                follow(exchange, id, gone);
            } else if (oneShot || !collector.isRunning(id)) {
                exchange.ok(collector.sample(id));
            } else {
                exchange.ok(twoSamples(id, gone));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stats of container %s: the daemon is going down".formatted(id), e);
        }
    }

    /** Until the client or the container is gone; while the container does not run the figures are zero. */
    private void follow(Exchange exchange, String id, CountDownLatch gone) throws IOException, InterruptedException {
        ContainerStats sample = collector.sample(id);
        OutputStream reply = exchange.stream("application/json");
        write(reply, sample, exchange);
        while (!isGoneAfterInterval(gone)) {
            try {
                sample = collector.sampleAfter(sample, id);
            } catch (NotFoundException _) {
                // It was removed, which ends the answer.
                return;
            }
            write(reply, sample, exchange);
        }
    }

    private static void write(OutputStream reply, ContainerStats sample, Exchange exchange) throws IOException {
        reply.write(EngineJson.write(sample, exchange.version()));
        reply.write('\n');
        reply.flush();
    }

    private ContainerStats twoSamples(String id, CountDownLatch gone) throws IOException, InterruptedException {
        ContainerStats first = collector.sample(id);
        if (isGoneAfterInterval(gone)) {
            throw new IOException("stats of container %s: the client is gone".formatted(id));
        }
        return collector.sampleAfter(first, id);
    }

    private static boolean isGoneAfterInterval(CountDownLatch gone) throws InterruptedException {
        return gone.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
