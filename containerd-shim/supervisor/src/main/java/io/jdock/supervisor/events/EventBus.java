package io.jdock.supervisor.events;

import io.jdock.supervisor.events.Event.Envelope;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Hands every event to every subscription whose filter it passes.
 *
 * <p>Publishing never blocks and never fails: a subscriber that does not keep up loses its subscription, not the publisher its
 * time. Events that one thread publishes arrive in that order. Safe for concurrent use.
 */
public final class EventBus {

    private final Clock clock;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    public EventBus(Clock clock) {
        this.clock = clock;
    }

    /** Tells that {@code event} happened in {@code namespace} just now. */
    public void publish(String namespace, Event event) {
        forward(new Envelope(clock.instant(), namespace, event));
    }

    /** Tells of an event that happened at the time and place its envelope says. */
    public void forward(Envelope envelope) {
        for (Subscription subscription : subscriptions) {
            subscription.offer(envelope);
        }
    }

    /** Starts to collect the events that {@code wanted} accepts, until the subscription is closed. */
    public Subscription subscribe(Predicate<Envelope> wanted) {
        Subscription subscription = new Subscription(wanted, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }
}
