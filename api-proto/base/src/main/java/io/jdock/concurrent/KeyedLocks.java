package io.jdock.concurrent;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock per key, made when first wanted and forgotten when nobody wants it any more.
 *
 * @param <K> what is locked, by its equals method
 */
public final class KeyedLocks<K> {

    private final Map<K, Entry> entries = new ConcurrentHashMap<>();

    /** The right to work on one key; closing it gives it back, on the same thread. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for the lock of {@code key}, which a thread may take several times.
     *
     * @return nothing if another thread still had it after {@code patience}
     */
    public Optional<Held> acquire(K key, Duration patience) throws InterruptedException {
        Entry entry = enter(key);
        boolean held = false;
        try {
            held = entry.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!held) {
                leave(key);
            }
        }
        if (!held) {
            return Optional.empty();
        }
        return Optional.of(() -> {
            entry.lock.unlock();
            leave(key);
        });
    }

    private Entry enter(K key) {
        return entries.compute(key, (_, present) -> {
            Entry entry = present == null ? new Entry() : present;
            entry.interested++;
            return entry;
        });
    }

    private void leave(K key) {
        entries.computeIfPresent(key, (_, entry) -> --entry.interested == 0 ? null : entry);
    }

    /** {@code interested} counts holders and waiters; it changes only inside the map's atomic operations. */
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private int interested;
    }
}
