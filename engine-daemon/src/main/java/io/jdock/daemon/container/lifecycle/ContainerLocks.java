package io.jdock.daemon.container.lifecycle;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock a container, so that a container that is stuck holds up nobody but its own callers. */
public final class ContainerLocks {

    private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Waits for the container's lock; the caller releases it by closing what is returned. Reentrant. */
    public Held acquire(String id) {
        ReentrantLock lock = locks.computeIfAbsent(id, _ -> new ReentrantLock());
        lock.lock();
        return lock::unlock;
    }

    /** Forgets the lock of a container that is no more; whoever still waits for it finds the container gone. */
    void forget(String id) {
        locks.remove(id);
    }

    /** A lock that is held. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
