package io.jdock.linux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for descriptors once, without holding a carrier thread. */
public final class Readiness {

    private static final int POLLIN = 1;
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private Readiness() {}

    /** Waits until a read of one of the descriptors would not block, which includes end of file. May be called on any thread. */
    public static void awaitReadable(Fd... descriptors) {
        awaitReadable(FOREVER, descriptors);
    }

    /** The same, no longer than this; false if none of them was ready by then. */
    public static boolean awaitReadable(Duration atMost, Fd... descriptors) {
        return Thread.currentThread().isVirtual()
                ? awaitThroughPoller(atMost, descriptors)
                : awaitOnThisThread(atMost, descriptors);
    }

    private static boolean awaitThroughPoller(Duration atMost, Fd... descriptors) {
        Semaphore wakeUps = new Semaphore(0);
        List<Poller.Watch> watches = new ArrayList<>(descriptors.length);
        try {
            for (Fd descriptor : descriptors) {
                Poller.Watch watch = Poller.shared().watch(descriptor, Poller.Interest.READABLE, wakeUps);
                watches.add(watch);
                watch.arm();
            }
            return acquire(wakeUps, atMost);
        } finally {
            watches.forEach(Poller.Watch::close);
        }
    }

    private static boolean acquire(Semaphore wakeUps, Duration atMost) {
        if (atMost.equals(FOREVER)) {
            wakeUps.acquireUninterruptibly();
            return true;
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wakeUps.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean awaitOnThisThread(Duration atMost, Fd... descriptors) {
        int[] polled = new int[2 * descriptors.length];
        for (int i = 0; i < descriptors.length; i++) {
            polled[2 * i] = descriptors[i].number();
            polled[2 * i + 1] = POLLIN;
        }
        try (var scratch = new Scratch()) {
            // The kernel counts this down, so that a call that is restarted waits only for the rest.
            long timeout = atMost.equals(FOREVER) ? Scratch.NULL : scratch.longs(atMost.getSeconds(), atMost.getNano());
            long ready = Syscalls.callRestarting(
                    "wait for descriptors",
                    Syscall.PPOLL,
                    scratch.ints(polled),
                    descriptors.length,
                    timeout,
                    Scratch.NULL,
                    8);
            return ready > 0;
        }
    }
}
