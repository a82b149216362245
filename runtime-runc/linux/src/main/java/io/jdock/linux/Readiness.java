package io.jdock.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Waits for descriptors once, without holding a carrier thread. */
public final class Readiness {

    private static final int POLLIN = 1;

    private Readiness() {}

    /** Waits until a read of one of the descriptors would not block, which includes end of file. May be called on any thread. */
    public static void awaitReadable(Fd... descriptors) {
        if (Thread.currentThread().isVirtual()) {
            awaitThroughPoller(descriptors);
        } else {
            awaitOnThisThread(descriptors);
        }
    }

    private static void awaitThroughPoller(Fd... descriptors) {
        Semaphore wakeUps = new Semaphore(0);
        List<Poller.Watch> watches = new ArrayList<>(descriptors.length);
        try {
            for (Fd descriptor : descriptors) {
                Poller.Watch watch = Poller.shared().watch(descriptor, Poller.Interest.READABLE, wakeUps);
                watches.add(watch);
                watch.arm();
            }
            wakeUps.acquireUninterruptibly();
        } finally {
            watches.forEach(Poller.Watch::close);
        }
    }

    private static void awaitOnThisThread(Fd... descriptors) {
        int[] polled = new int[2 * descriptors.length];
        for (int i = 0; i < descriptors.length; i++) {
            polled[2 * i] = descriptors[i].number();
            polled[2 * i + 1] = POLLIN;
        }
        try (var scratch = new Scratch()) {
            Syscalls.callRestarting(
                    "wait for descriptors",
                    Syscall.PPOLL,
                    scratch.ints(polled),
                    descriptors.length,
                    Scratch.NULL,
                    Scratch.NULL,
                    8);
        }
    }
}
