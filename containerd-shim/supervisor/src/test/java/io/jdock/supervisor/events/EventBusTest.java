package io.jdock.supervisor.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.ResourceExhaustedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets which events, and how many may wait. */
@Timeout(10)
final class EventBusTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final EventBus bus = new EventBus(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aSubscriberGetsWhatItWantsInOrder() throws Exception {
        try (Subscription subscription =
                bus.subscribe(envelope -> envelope.namespace().equals("mine"))) {
            bus.publish("mine", new Event.TaskPaused("a"));
            bus.publish("other", new Event.TaskPaused("b"));
            bus.publish("mine", new Event.TaskResumed("a"));

            assertEquals(
                    new Event.Envelope(NOW, "mine", new Event.TaskPaused("a")),
                    subscription.next().orElseThrow());
            assertEquals(
                    new Event.TaskResumed("a"),
                    subscription.next().orElseThrow().event());
        }
    }

    @Test
    void whoDoesNotKeepUpGetsWhatFitsAndThenLearnsOfTheLoss() throws Exception {
        try (Subscription slow = bus.subscribe(_ -> true)) {
            for (int i = 0; i < Subscription.CAPACITY + 10; i++) {
                bus.publish("mine", new Event.TaskPaused(Integer.toString(i)));
            }

            for (int i = 0; i < Subscription.CAPACITY; i++) {
                assertEquals(
                        new Event.TaskPaused(Integer.toString(i)),
                        slow.next().orElseThrow().event());
            }
            assertThrows(ResourceExhaustedException.class, slow::next);
        }
    }

    @Test
    void aClosedSubscriptionEndsAndCollectsNoMore() throws Exception {
        Subscription subscription = bus.subscribe(_ -> true);
        subscription.close();
        subscription.close();
        bus.publish("mine", new Event.TaskPaused("a"));

        assertTrue(subscription.next().isEmpty());
    }
}
