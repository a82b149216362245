package io.jdock.daemon.build;

import io.jdock.errdefs.CanceledException;
import org.jspecify.annotations.Nullable;

/** Lets another thread end what a build is just doing, and with it the build. */
final class Cancellation {

    private @Nullable Runnable stop;
    private boolean canceled;

    /** Something that can be stopped; closed when it is over. */
    interface Stoppable extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Begins something that {@code action} stops, from any thread and at most once.
     *
     * @throws CanceledException when the build is to end, after {@code action} has run
     */
    Stoppable during(Runnable action) {
        synchronized (this) {
            if (!canceled) {
                stop = action;
                return this::over;
            }
        }
        action.run();
        throw new CanceledException("build: canceled");
    }

    private synchronized void over() {
        stop = null;
    }

    /** @throws CanceledException when the build is to end */
    synchronized void check() {
        if (canceled) {
            throw new CanceledException("build: canceled");
        }
    }

    /** Ends what goes on, and everything after it. */
    void cancel() {
        Runnable action;
        synchronized (this) {
            canceled = true;
            action = stop;
        }
        if (action != null) {
            action.run();
        }
    }
}
