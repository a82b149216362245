package io.jdock.supervisor.events;

import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.supervisor.events.Event.Envelope;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The events one listener has not taken yet, at most {@value #CAPACITY} of them.
 *
 * <p>When more pile up the listener gets those that fit and then an error, so that it knows that it missed some.
 */
public final class Subscription implements AutoCloseable {

    static final int CAPACITY = 8192;

    private final Predicate<Envelope> wanted;
    private final Consumer<Subscription> unsubscribe;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Envelope> waiting = new ArrayDeque<>();
    private boolean overflown;
    private boolean closed;

    Subscription(Predicate<Envelope> wanted, Consumer<Subscription> unsubscribe) {
        this.wanted = wanted;
        this.unsubscribe = unsubscribe;
    }

    /**
     * Waits for the next event; nothing once the subscription is closed.
     *
     * @throws ResourceExhaustedException when events were lost because they were not taken in time
     */
    public Optional<Envelope> next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !overflown && !closed) {
                changed.await();
            }
            if (waiting.isEmpty() && overflown) {
                throw new ResourceExhaustedException(
                        "subscribe to events: more than %d were waiting to be read; subscribe again and look at the state"
                                .formatted(CAPACITY));
            }
            return closed ? Optional.empty() : Optional.of(waiting.remove());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the subscription; a thread that waits in {@link #next} returns. May be called more than once. */
    @Override
    public void close() {
        unsubscribe.accept(this);
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void offer(Envelope envelope) {
        if (!wanted.test(envelope)) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() == CAPACITY) {
                overflown = true;
            }
            if (!overflown) {
                waiting.add(envelope);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
