package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Poller;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Version 1: an eventfd, which the kernel notifies before it kills, also when it will not because that is disabled, and when
 * the cgroup is removed.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">the kernel's description, chapter 9</a>
 */
final class V1OomWatch extends OomWatch {

    /** As long as nothing is killed, which is when memory is short for a while, it is told once in this time. */
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Path directory;
    private long lastCounted = System.nanoTime() - PAUSE_NANOS;

    V1OomWatch(Path directory, long told) {
        super(register(directory), Poller.Interest.READABLE, told);
        this.directory = directory;
    }

    private static Fd register(Path directory) {
        Fd events = Fd.owning(
                Syscalls.call("make an eventfd", Syscall.EVENTFD2, 0, OpenFlags.CLOEXEC | OpenFlags.NONBLOCK));
        try (Fd memory =
                FileCalls.open(At.FDCWD, directory.resolve("memory.oom_control").toString(), OpenFlags.RDONLY, 0)) {
            ControlFile.write(directory.resolve("cgroup.event_control"), events + " " + memory);
            return events;
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
    }

    /**
     * A notification counts by itself: the kernel counts kills only, later, and not those in cgroups below. But while a process is
     * being killed it notifies of each try to get memory, by thousands.
     */
    @Override
    long count(Fd events, long known) {
        boolean notified = isNotified(events);
        if (notified && !Files.exists(directory)) {
            return GONE;
        }
        long kills = kills(directory);
        long now = System.nanoTime();
        if (notified && (kills >= known || now - lastCounted >= PAUSE_NANOS)) {
            lastCounted = now;
            return Math.max(known + 1, kills);
        }
        return kills;
    }

    private static boolean isNotified(Fd events) {
        try (var scratch = new Scratch()) {
            return Syscalls.attempt(Syscall.READ, events.number(), scratch.longs(0), Long.BYTES) == Long.BYTES;
        }
    }

    static long kills(Path directory) {
        return ControlFile.table(directory.resolve("memory.oom_control")).getOrDefault("oom_kill", 0L);
    }
}
