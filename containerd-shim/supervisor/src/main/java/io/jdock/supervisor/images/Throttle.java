package io.jdock.supervisor.images;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Passes on a growing number no more often than people can read. For one thread at a time. */
final class Throttle implements LongConsumer {

    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    private final LongConsumer target;
    private long last = System.nanoTime() - INTERVAL;

    Throttle(LongConsumer target) {
        this.target = target;
    }

    @Override
    public void accept(long value) {
        long now = System.nanoTime();
        if (now - last >= INTERVAL) {
            last = now;
            target.accept(value);
        }
    }
}
