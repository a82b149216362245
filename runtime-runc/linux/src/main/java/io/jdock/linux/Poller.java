package io.jdock.linux;

import com.sun.jna.Pointer;
import io.jdock.concurrent.Threads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets virtual threads wait for descriptors, however many, with one platform thread in epoll_wait(2).
 *
 * <p>Pipes, sockets, terminals, eventfds and pidfds can be waited for; regular files cannot (EPERM).
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Poller {

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final long EPOLLONESHOT = 1L << 30;

    /** {@code struct epoll_event} is packed on x86-64 only. */
    private static final int DATA_OFFSET = Arch.current() == Arch.X86_64 ? 4 : 8;

    private static final int EVENT_SIZE = DATA_OFFSET + 8;
    private static final int EVENTS_AT_ONCE = 64;

    private final Fd epoll;
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong();

    private Poller() {
        epoll = Fd.owning(Syscalls.call("make an epoll instance", Syscall.EPOLL_CREATE1, OpenFlags.CLOEXEC));
        Threads.startDaemon("poller", this::run);
    }

    /** The one of this process; its thread starts with the first use. */
    public static Poller shared() {
        return Shared.POLLER;
    }

    /** What to wait for. Errors and hang-ups are always reported too. */
    public enum Interest {
        READABLE(1),
        WRITABLE(4),
        /** Of a file of the kernel's: that it has changed since it was read last. */
        URGENT(2),
        /** Only errors and hang-ups: on the writing end of a pipe, that the last reader is gone. */
        HANG_UP(0);

        final long mask;

        Interest(int mask) {
            this.mask = mask;
        }
    }

    /** Prepares to wait for a descriptor. Its owner may close it meanwhile: the watch has a duplicate of its own. */
    public Watch watch(Fd descriptor, Interest interest) {
        return watch(descriptor, interest, new Semaphore(0));
    }

    /** A watch that shares the wake-ups of another one, to wait for either. */
    Watch watch(Fd descriptor, Interest interest, Semaphore wakeUps) {
        // epoll takes each descriptor once only, and several threads may wait for the same process.
        Watch watch = new Watch(nextId.incrementAndGet(), descriptor.duplicate(), interest, wakeUps);
        watches.put(watch.id, watch);
        try {
            // Added without events: nothing is reported before somebody waits.
            control(EPOLL_CTL_ADD, watch, EPOLLONESHOT);
        } catch (ErrnoException e) {
            watches.remove(watch.id);
            watch.descriptor.close();
            throw e;
        }
        return watch;
    }

    private void control(int operation, Watch watch, long events) {
        try (var scratch = new Scratch()) {
            long event = scratch.zeroed(EVENT_SIZE);
            new Pointer(event).setInt(0, (int) events);
            new Pointer(event).setLong(DATA_OFFSET, watch.id);
            Syscalls.call(
                    "watch descriptor " + watch.descriptor,
                    Syscall.EPOLL_CTL,
                    epoll.number(),
                    operation,
                    watch.descriptor.number(),
                    event);
        }
    }

    private void run() {
        try (var scratch = new Scratch()) {
            long events = scratch.zeroed((long) EVENT_SIZE * EVENTS_AT_ONCE);
            while (true) {
                long count = Syscalls.callRestarting(
                        "wait for descriptors",
                        Syscall.EPOLL_PWAIT,
                        epoll.number(),
                        events,
                        EVENTS_AT_ONCE,
                        -1,
                        Scratch.NULL,
                        8);
                for (int i = 0; i < count; i++) {
                    long id = Scratch.readLong(events + (long) i * EVENT_SIZE + DATA_OFFSET);
                    Watch watch = watches.get(id);
                    if (watch != null) {
                        watch.wakeUps.release();
                    }
                }
            }
        }
    }

    /** A descriptor that one thread at a time waits for. */
    public final class Watch implements AutoCloseable {

        private final long id;
        private final Fd descriptor;
        private final Interest interest;
        private final Semaphore wakeUps;
        private volatile boolean closed;

        private Watch(long id, Fd descriptor, Interest interest, Semaphore wakeUps) {
            this.id = id;
            this.descriptor = descriptor;
            this.interest = interest;
            this.wakeUps = wakeUps;
        }

        /** Waits until the descriptor is ready; false if the watch was closed instead. */
        public boolean await() {
            if (!arm()) {
                return false;
            }
            wakeUps.acquireUninterruptibly();
            return !closed;
        }

        /** Lets the next event through; false if the watch is closed. */
        synchronized boolean arm() {
            if (!closed) {
                control(EPOLL_CTL_MOD, this, interest.mask | EPOLLONESHOT);
            }
            return !closed;
        }

        /** Stops watching and wakes who waits. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                watches.remove(id);
                control(EPOLL_CTL_DEL, this, 0);
                descriptor.close();
                wakeUps.release();
            }
        }
    }

    private static final class Shared {
        static final Poller POLLER = new Poller();
    }
}
