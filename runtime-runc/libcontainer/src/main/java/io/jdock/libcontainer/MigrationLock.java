package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import io.jdock.libcontainer.cgroups.OwnCgroup;

/**
 * The kernel's lock that moving a process between cgroups takes. After some idle time its first use waits about 12 ms for all
 * processors; moving ourselves to where we are already pays that while a container is still being prepared.
 */
final class MigrationLock {

    private MigrationLock() {}

    /** Starts the wait and returns at once. */
    static void warmUp() {
        Threads.startDaemon("cgroup-warm-up", OwnCgroup::rejoin);
    }
}
