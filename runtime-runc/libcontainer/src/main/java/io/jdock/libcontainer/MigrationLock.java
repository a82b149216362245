package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import io.jdock.libcontainer.cgroups.OwnCgroup;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kernel's lock that moving a process between cgroups takes. After some idle time its first use waits about 12 ms for all
 * processors; moving ourselves to where we are already pays that while a container is still being prepared.
 */
final class MigrationLock {

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private MigrationLock() {}

    /** Starts the wait, unless it has just been started, and returns at once. */
    static void warmUp() {
        if (UNDER_WAY.compareAndSet(false, true)) {
            Threads.startDaemon("cgroup-warm-up", () -> {
                try {
                    OwnCgroup.rejoin();
                } finally {
                    UNDER_WAY.set(false);
                }
            });
        }
    }
}
