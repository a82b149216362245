package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Readiness;
import io.jdock.linux.StreamCalls;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Version 1: an eventfd, which the kernel also notifies when the cgroup is removed.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">the kernel's description, chapter 9</a>
 */
final class V1OomWatch implements OomWatch {

    private final Path control;
    private final Fd memory;
    private final Fd events = StreamCalls.eventfd();
    private volatile boolean stopped;

    V1OomWatch(Path directory) {
        control = directory.resolve("cgroup.event_control");
        try {
            memory = FileCalls.open(
                    At.FDCWD, directory.resolve("memory.oom_control").toString(), OpenFlags.RDONLY, 0);
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
        try {
            ControlFile.write(control, events + " " + memory);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean await() {
        Readiness.awaitReadable(events);
        StreamCalls.read(events, Long.BYTES);
        return !stopped && Files.exists(control);
    }

    @Override
    public void stop() {
        stopped = true;
        StreamCalls.notify(events);
    }

    @Override
    public void close() {
        events.close();
        memory.close();
    }
}
