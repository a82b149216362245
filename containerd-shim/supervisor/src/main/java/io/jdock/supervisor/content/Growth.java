package io.jdock.supervisor.content;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far a file has come that one thread writes while others read along. Safe for concurrent use. */
final class Growth {

    private enum State {
        GROWING,
        COMPLETE,
        BROKEN
    }

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long length;
    private State state = State.GROWING;
    private @Nullable Throwable failure;

    /** @param name of what is written, for errors */
    Growth(String name) {
        this.name = name;
    }

    /** Bytes so far. */
    long length() {
        lock.lock();
        try {
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** More bytes are there now. */
    void add(long count) {
        change(count, State.GROWING, null);
    }

    /** There will be no more. */
    void complete() {
        change(0, State.COMPLETE, null);
    }

    /** There will be no more although there should. */
    void giveUp(Throwable why) {
        change(0, State.BROKEN, why);
    }

    private void change(long count, State newState, @Nullable Throwable why) {
        lock.lock();
        try {
            length += count;
            state = newState;
            failure = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What a reader gets when the file is gone. */
    IOException givenUp() {
        lock.lock();
        try {
            return new IOException("the transfer of %s was given up".formatted(name), failure);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there are more bytes than {@code position}; returns how many there are then, or the same number at the
     * end.
     *
     * @throws IOException when the transfer was given up
     */
    long awaitBeyond(long position) throws IOException {
        lock.lock();
        try {
            while (length <= position && state == State.GROWING) {
                changed.await();
            }
            if (state == State.BROKEN) {
                throw givenUp();
            }
            return length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        } finally {
            lock.unlock();
        }
    }
}
