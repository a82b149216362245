package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for a state of a version 2 cgroup: a change of {@code cgroup.events} wakes up poll(2). */
final class CgroupEvents {

    private static final short POLLPRI = 2;
    private static final int ROOM = 256;
    private static final long NANOS = 1_000_000_000;

    private CgroupEvents() {}

    /** Returns true once the file has this line, false if it still has not after this time. */
    static boolean await(Path directory, String line, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Fd events = FileCalls.open(
                        At.FDCWD, directory.resolve("cgroup.events").toString(), OpenFlags.RDONLY, 0);
                var scratch = new Scratch()) {
            long buffer = scratch.zeroed(ROOM);
            long polled = scratch.ints(events.number(), POLLPRI);
            // Reading is what rearms the event, so a change between read and poll is not lost.
            while (!read(events, buffer).contains(line)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                long timeout = scratch.longs(left / NANOS, left % NANOS);
                Syscalls.callRestarting(
                        "wait for cgroup " + directory, Syscall.PPOLL, polled, 1, timeout, Scratch.NULL, 8);
            }
            return true;
        }
    }

    private static String read(Fd events, long buffer) {
        long length = Syscalls.call("read cgroup.events", Syscall.PREAD64, events.number(), buffer, ROOM, 0);
        return new String(Scratch.read(buffer, (int) length), StandardCharsets.US_ASCII);
    }
}
