package io.jdock.supervisor.images;

import io.jdock.supervisor.registry.SpareConnections;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** How many transfers of a kind go on at a time; the others get their turn in the order they came. Safe for concurrent use. */
final class Slots implements SpareConnections {

    private final ReentrantLock changing = new ReentrantLock();
    private final Permits permits;
    private int allowed;

    Slots(int allowed) {
        this.allowed = allowed;
        this.permits = new Permits(allowed);
    }

    /** Opens what {@link Semaphore} keeps to itself. Its number may be negative: then as many have to come back first. */
    private static final class Permits extends Semaphore {

        private static final long serialVersionUID = 1;

        Permits(int number) {
            super(number, true);
        }

        void withdraw(int number) {
            reducePermits(number);
        }
    }

    /** Sets how many may go on at a time, from now on: what goes on already is not stopped. @param number at least 1 */
    void allow(int number) {
        changing.lock();
        try {
            if (number > allowed) {
                permits.release(number - allowed);
            } else {
                permits.withdraw(allowed - number);
            }
            allowed = number;
        } finally {
            changing.unlock();
        }
    }

    /** Waits for a slot, which the caller gives back. */
    void acquire() throws InterruptedException {
        permits.acquire();
    }

    /** Takes a slot if one is free and nobody waits for it. */
    @Override
    public boolean tryAcquire() {
        return !permits.hasQueuedThreads() && permits.tryAcquire();
    }

    @Override
    public void release() {
        permits.release();
    }
}
