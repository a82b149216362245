package io.jdock.daemon.container.logs;

import java.util.concurrent.Semaphore;

/** Where one reader waits for more to read. Wakes that come while it is awake are remembered as one. */
final class Watch {

    private final Semaphore changes = new Semaphore(0);

    /** Returns once something has changed since the last return. */
    void await() throws InterruptedException {
        changes.acquire();
        changes.drainPermits();
    }

    void wake() {
        changes.release();
    }
}
