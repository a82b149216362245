package io.jdock.daemon.event;

import io.jdock.engine.api.event.EventMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Hands events to subscribers in the order they were published. Safe for concurrent use; publishing never blocks. */
public final class EventBus {

    private static final int KEPT = 256;

    private final InstantSource clock;
    private final ArrayDeque<EventMessage> past = new ArrayDeque<>(KEPT);
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();

    public EventBus(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Tells that something happened now.
     *
     * @param type {@code container}, {@code image}, {@code network}, …
     * @param action such as {@code start}
     * @param actorId of the object it happened to
     */
    public synchronized void publish(String type, String action, String actorId, Map<String, String> attributes) {
        EventMessage event = EventMessage.of(type, action, actorId, attributes, clock.instant());
        if (past.size() == KEPT) {
            past.removeFirst();
        }
        past.addLast(event);
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    /** Subscribes from now on. The caller closes it. */
    public Subscription subscribe(Predicate<EventMessage> filter) {
        return subscribe(filter, Instant.MAX);
    }

    /** Subscribes from now on, after what is still known since an instant. The caller closes it. */
    public synchronized Subscription subscribe(Predicate<EventMessage> filter, Instant since) {
        Subscription subscription = new Subscription(filter, this::remove);
        past.stream().filter(event -> !timeOf(event).isBefore(since)).forEach(subscription::offer);
        subscriptions.add(subscription);
        return subscription;
    }

    /** How many clients listen. */
    public synchronized int listeners() {
        return subscriptions.size();
    }

    static Instant timeOf(EventMessage event) {
        return Instant.ofEpochSecond(0, event.timeNano());
    }

    private synchronized void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }
}
