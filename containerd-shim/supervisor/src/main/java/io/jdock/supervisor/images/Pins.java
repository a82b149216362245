package io.jdock.supervisor.images;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What running transfers still need although no record refers to it yet. Whoever relies on a blob or snapshot being there pins
 * it first and looks afterwards; then the garbage collector has either removed it before, or will not.
 */
public final class Pins {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> counts = new HashMap<>();
    /** Released since the collection began: a record may refer to them that the collector did not see. */
    private final Set<String> released = new HashSet<>();

    private boolean collecting;

    /** The pins of one transfer; closing it releases them all. For use by its threads. */
    public final class Transfer implements AutoCloseable {

        private final List<String> pinned = new ArrayList<>();

        /** Keeps a thing by its digest or snapshot name. */
        public void add(Object name) {
            lock.lock();
            try {
                pinned.add(name.toString());
                counts.merge(name.toString(), 1, Integer::sum);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                for (String name : pinned) {
                    counts.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
                    if (collecting) {
                        released.add(name);
                    }
                }
                pinned.clear();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins a transfer. */
    public Transfer transfer() {
        return new Transfer();
    }

    /** Begins a collection, before its first look at the records. One at a time. */
    void beginCollection() {
        lock.lock();
        try {
            collecting = true;
            released.clear();
        } finally {
            lock.unlock();
        }
    }

    void endCollection() {
        lock.lock();
        try {
            collecting = false;
            released.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a thing unless it is pinned, or was since the collection began; nobody can pin it meanwhile. */
    void unlessPinned(String name, Runnable removal) {
        lock.lock();
        try {
            if (!counts.containsKey(name) && !released.contains(name)) {
                removal.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
