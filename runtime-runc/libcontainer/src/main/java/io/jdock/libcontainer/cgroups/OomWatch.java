package io.jdock.libcontainer.cgroups;

/**
 * Tells each time that a cgroup runs out of memory. Made before it happens: what was before is not told.
 *
 * <p>One thread waits, and closes the watch when it is done; any other may {@link #stop} it.
 */
public sealed interface OomWatch extends AutoCloseable permits V1OomWatch, V2OomWatch {

    /**
     * Waits until the cgroup has run out of memory since the last time, on a virtual thread without holding its carrier.
     *
     * @return false if there will be no next time: the watch was stopped, the cgroup removed, or with version 2 its last process
     *     has ended
     */
    boolean await();

    /** Ends the wait. */
    void stop();

    @Override
    void close();
}
