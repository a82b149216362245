package io.jdock.libcontainer.cgroups;

import io.jdock.linux.PidFd;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.time.Duration;

/** The end of a process as an event. */
final class Exit {

    private static final short POLLIN = 1;

    private Exit() {}

    /** Waits until the process has ended, at most this long; holds the thread. */
    static void await(PidFd process, Duration atMost) {
        try (var scratch = new Scratch()) {
            long polled = scratch.ints(process.fd().number(), POLLIN);
            long timeout = scratch.longs(atMost.getSeconds(), atMost.getNano());
            Syscalls.callRestarting("wait for a process", Syscall.PPOLL, polled, 1, timeout, Scratch.NULL, 8);
        }
    }
}
