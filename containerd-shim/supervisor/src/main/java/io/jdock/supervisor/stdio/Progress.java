package io.jdock.supervisor.stdio;

import io.jdock.errdefs.CanceledException;

/** What the pumps and readers of one process wait on: each change of a spool wakes all of them. Its lock guards the spools. */
final class Progress {

    /** Waits for the next change; the caller holds the lock and checks its condition again. */
    void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("wait for output: interrupted", e);
        }
    }

    void changed() {
        notifyAll();
    }
}
