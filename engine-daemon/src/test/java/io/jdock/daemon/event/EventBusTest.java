package io.jdock.daemon.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.http.Filters;
import io.jdock.engine.api.event.EventMessage;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventBusTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");

    private final EventBus bus = new EventBus(() -> NOW);

    @Test
    void deliversWhatFitsInOrder() throws InterruptedException {
        try (Subscription subscription = bus.subscribe(filter("{\"container\":[\"web\"]}"))) {
            bus.publish("container", "create", "aaa", Map.of("name", "web"));
            bus.publish("container", "create", "bbb", Map.of("name", "db"));
            bus.publish("container", "start", "aaa", Map.of("name", "web"));

            assertEquals(
                    "create", subscription.next(Duration.ZERO).orElseThrow().action());
            assertEquals("start", subscription.next(Duration.ZERO).orElseThrow().action());
            assertTrue(subscription.next(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void replaysThePastToThoseWhoAskAndForgetsTheOldest() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            bus.publish("container", "start", "id" + i, Map.of());
        }

        try (Subscription all = bus.subscribe(_ -> true, Instant.EPOCH);
                Subscription fresh = bus.subscribe(_ -> true)) {
            assertEquals("id44", all.next(Duration.ZERO).orElseThrow().actor().id());
            assertTrue(fresh.next(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void endsAListenerThatFallsBehindAndOneThatIsClosed() throws InterruptedException {
        Subscription slow = bus.subscribe(_ -> true);
        for (int i = 0; i < 5000; i++) {
            bus.publish("container", "start", "a", Map.of());
        }
        int delivered = 0;
        while (slow.next(Duration.ofDays(1)).isPresent()) {
            delivered++;
        }
        slow.close();

        assertEquals(4096, delivered);
        assertEquals(0, bus.listeners());
    }

    @Test
    void filtersByActionPrefixTypeAndLabel() {
        EventMessage exec = EventMessage.of("container", "exec_start: sh", "abc", Map.of("l", "v"), NOW);

        assertTrue(filter("{\"event\":[\"exec_start\"]}").test(exec));
        assertTrue(filter("{\"type\":[\"container\"],\"label\":[\"l=v\"]}").test(exec));
        assertFalse(filter("{\"type\":[\"image\"]}").test(exec));
        assertFalse(filter("{\"label\":[\"l=x\"]}").test(exec));
        assertFalse(filter("{\"image\":[\"abc\"]}").test(exec));
    }

    @Test
    void oldClientsAlsoGetStatusIdAndFrom() {
        EventMessage start = EventMessage.of("container", "start", "abc", Map.of("image", "httpd"), NOW);
        String old =
                "{\"status\":\"start\",\"id\":\"abc\",\"from\":\"httpd\",\"Type\":\"container\",\"Action\":\"start\","
                        + "\"Actor\":{\"ID\":\"abc\",\"Attributes\":{\"image\":\"httpd\"}},\"scope\":\"local\","
                        + "\"time\":1767323045,\"timeNano\":1767323045000000006}";

        assertEquals(old, new String(EngineJson.write(start, new ApiVersion(1, 51)), UTF_8));
        assertEquals(
                old.replaceFirst("\"status\".*\"Type\"", "\"Type\""),
                new String(EngineJson.write(start, new ApiVersion(1, 52)), UTF_8));
    }

    private static EventFilter filter(String json) {
        return new EventFilter(Filters.parse(Optional.of(json), EventFilter.KEYS));
    }
}
