package io.jdock.daemon.event;

import io.jdock.engine.api.event.EventMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One listener's events, read by one thread. A listener that falls {@value #MOST_WAITING} events behind is ended. */
public final class Subscription implements AutoCloseable {

    private static final int MOST_WAITING = 4096;

    private final Predicate<EventMessage> filter;
    private final Consumer<Subscription> onClose;
    private final ArrayDeque<EventMessage> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    Subscription(Predicate<EventMessage> filter, Consumer<Subscription> onClose) {
        this.filter = filter;
        this.onClose = onClose;
    }

    void offer(EventMessage event) {
        if (!filter.test(event)) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
                closed = true;
            } else if (!closed) {
                waiting.add(event);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; empty when none came in time or the subscription has ended. */
    public Optional<EventMessage> next(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : patience.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; a thread that waits for the next event gets none. Any thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
