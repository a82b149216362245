package io.jdock.linux;

/** Waits for one descriptor once, without holding a carrier thread. */
public final class Readiness {

    private static final short POLLIN = 1;

    private Readiness() {}

    /** Waits until a read would not block, which includes end of file. May be called on any thread. */
    public static void awaitReadable(Fd descriptor) {
        if (Thread.currentThread().isVirtual()) {
            try (Poller.Watch watch = Poller.shared().watch(descriptor, Poller.Interest.READABLE)) {
                watch.await();
            }
        } else {
            awaitOnThisThread(descriptor);
        }
    }

    private static void awaitOnThisThread(Fd descriptor) {
        try (var scratch = new Scratch()) {
            long polled = scratch.ints(descriptor.number(), POLLIN);
            Syscalls.callRestarting(
                    "wait for descriptor " + descriptor, Syscall.PPOLL, polled, 1, Scratch.NULL, Scratch.NULL, 8);
        }
    }
}
