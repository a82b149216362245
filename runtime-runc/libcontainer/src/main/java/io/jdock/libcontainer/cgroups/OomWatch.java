package io.jdock.libcontainer.cgroups;

import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Poller;

/**
 * Tells when a cgroup runs out of memory, each time once. It holds two descriptors and no thread.
 *
 * <p>One thread waits; any may ask without waiting, or close the watch, which ends the wait. What was told to one is not told to
 * another.
 */
public abstract sealed class OomWatch implements AutoCloseable permits V1OomWatch, V2OomWatch {

    /** What {@link #count} says of a cgroup that is not there any more. */
    static final long GONE = -1;

    private final Fd events;
    private final Poller.Watch readiness;
    private long told;
    private boolean over;

    /**
     * @param events becomes this one's; {@code interest} in it comes with each lack of memory, but not only then
     * @param told how many times are known already
     */
    OomWatch(Fd events, Poller.Interest interest, long told) {
        this.events = events;
        this.told = told;
        this.readiness = readiness(events, interest);
    }

    private static Poller.Watch readiness(Fd events, Poller.Interest interest) {
        try {
            return Poller.shared().watch(events, interest);
        } catch (ErrnoException e) {
            events.close();
            throw e;
        }
    }

    /**
     * Waits until the cgroup may have run out of memory; whether it has says {@link #happened}, which is to be asked then.
     *
     * @return false if there will be no next time: the watch was closed, or the cgroup is gone
     */
    public final boolean await() {
        return goesOn() && readiness.await();
    }

    /** Whether it has run out of memory since this was true last. */
    public final synchronized boolean happened() {
        if (over) {
            return false;
        }
        long count = count(events, told);
        over = count == GONE;
        boolean more = count > told;
        told = Math.max(told, count);
        return more;
    }

    /** How many times were told, those that were known from the start included. */
    public final synchronized long told() {
        return told;
    }

    /** How many times it has happened so far, at least; or {@link #GONE}. */
    abstract long count(Fd events, long known);

    private synchronized boolean goesOn() {
        return !over;
    }

    @Override
    public final synchronized void close() {
        over = true;
        readiness.close();
        events.close();
    }
}
