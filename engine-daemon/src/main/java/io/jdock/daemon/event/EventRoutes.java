package io.jdock.daemon.event;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Filters;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.http.Timestamps;
import io.jdock.engine.api.event.EventMessage;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code GET /events}. */
public final class EventRoutes {

    private static final int RECORD_SEPARATOR = 0x1e;
    private static final String SEQUENCE = "application/json-seq";

    private final EventBus events;
    private final InstantSource clock;

    public EventRoutes(EventBus events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.get("/events", this::stream);
    }

    private void stream(Exchange exchange) throws IOException {
        Instant now = clock.instant();
        Optional<Instant> since = exchange.query().text("since").map(text -> Timestamps.parse(text, now));
        Instant until = exchange.query()
                .text("until")
                .map(text -> Timestamps.parse(text, now))
                .orElse(Instant.MAX);
        if (since.isPresent() && until.isBefore(since.get())) {
            throw new InvalidArgumentException("`since` time must be before `until` time");
        }
        Filters filters = Filters.parse(exchange.query().text("filters"), EventFilter.KEYS);
        Predicate<EventMessage> wanted = new EventFilter(filters)
                .and(event -> shown(event, exchange.version()))
                .and(event -> !EventBus.timeOf(event).isAfter(until));
        String contentType = contentType(exchange);
        try (Subscription subscription = events.subscribe(wanted, since.orElse(now));
                OutputStream out = exchange.stream(contentType)) {
            exchange.onDisconnect(subscription::close);
            copy(subscription, until, out, exchange.version(), contentType.equals(SEQUENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Subscription subscription, Instant until, OutputStream out, ApiVersion version, boolean sequence)
            throws IOException, InterruptedException {
        while (true) {
            Optional<EventMessage> event = subscription.next(patience(until));
            if (event.isEmpty()) {
                return;
            }
            out.write(line(EngineJson.write(event.get(), version), sequence));
        }
    }

    /** What is known already is delivered also when the time is over. */
    private Duration patience(Instant until) {
        return until.equals(Instant.MAX)
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.between(clock.instant(), until);
    }

    private static byte[] line(byte[] json, boolean sequence) {
        int shift = sequence ? 1 : 0;
        byte[] line = new byte[json.length + shift + 1];
        if (sequence) {
            line[0] = RECORD_SEPARATOR;
        }
        System.arraycopy(json, 0, line, shift, json.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static boolean shown(EventMessage event, ApiVersion version) {
        return version.atLeast(46)
                || !(event.type().equals("image") && event.action().equals("create"));
    }

    private static String contentType(Exchange exchange) {
        if (exchange.version().below(52)) {
            return "application/json";
        }
        String accept = exchange.header("Accept").orElse("");
        if (accept.contains(SEQUENCE)) {
            return SEQUENCE;
        }
        return accept.contains("application/x-ndjson") ? "application/x-ndjson" : "application/jsonl";
    }
}
