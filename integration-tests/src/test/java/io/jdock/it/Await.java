package io.jdock.it;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does and gives no event for. */
final class Await {

    private static final long PERIOD_MILLIS = 20;

    private Await() {}

    /** @throws AssertionError naming {@code what} if {@code condition} does not hold within {@code limit} */
    static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s: not so within %s".formatted(what, limit));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
