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

/** Waits for a state of a version 2 cgroup: a change of {@code cgroup.events} wakes up poll(2). */
final class CgroupEvents {

    private static final short POLLPRI = 2;
    private static final int ROOM = 256;

    private CgroupEvents() {}

    /** Returns once the file has this line. */
    static void await(Path directory, String line) {
        try (Fd events = FileCalls.open(
                        At.FDCWD, directory.resolve("cgroup.events").toString(), OpenFlags.RDONLY, 0);
                var scratch = new Scratch()) {
            long buffer = scratch.zeroed(ROOM);
            long polled = scratch.ints(events.number(), POLLPRI);
            // Reading is what rearms the event, so a change between read and poll is not lost.
            while (!read(events, buffer).contains(line)) {
                Syscalls.callRestarting("wait for cgroup " + directory, Syscall.PPOLL, polled, 1, 0, 0, 8);
            }
        }
    }

    private static String read(Fd events, long buffer) {
        long length = Syscalls.call("read cgroup.events", Syscall.PREAD64, events.number(), buffer, ROOM, 0);
        return new String(Scratch.read(buffer, (int) length), StandardCharsets.US_ASCII);
    }
}
