package io.jdock.libcontainer.cgroups;

import io.jdock.linux.Fd;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Readiness;
import io.jdock.linux.Scratch;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.file.Path;

/**
 * Version 2: inotify(7) tells of changes to the files that count such events, of the removal of a cgroup it does not. So the end
 * of the last process is the end.
 */
final class V2OomWatch implements OomWatch {

    private static final int IN_MODIFY = 2;
    private static final int ROOM = 4096;

    private final Path directory;
    private final Fd changes;
    private final Fd stop = StreamCalls.eventfd();
    private long known;
    private boolean over;
    private volatile boolean stopped;

    V2OomWatch(Path directory) {
        this.directory = directory;
        changes = Fd.owning(Syscalls.call("watch cgroup " + directory, Syscall.INOTIFY_INIT1, OpenFlags.CLOEXEC));
        try {
            watch("memory.events");
            watch("cgroup.events");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        known = kills();
    }

    private void watch(String file) {
        try (var scratch = new Scratch()) {
            Path path = directory.resolve(file);
            Syscalls.call(
                    "watch " + path,
                    Syscall.INOTIFY_ADD_WATCH,
                    changes.number(),
                    scratch.text(path.toString()),
                    IN_MODIFY);
        }
    }

    @Override
    public boolean await() {
        while (!over) {
            Readiness.awaitReadable(changes, stop);
            if (stopped) {
                return false;
            }
            StreamCalls.read(changes, ROOM);
            // Looked at first: what killed the last process is told before the end is.
            over = ControlFile.table(directory.resolve("cgroup.events")).getOrDefault("populated", 0L) == 0;
            long kills = kills();
            if (kills > known) {
                known = kills;
                return true;
            }
        }
        return false;
    }

    private long kills() {
        return ControlFile.table(directory.resolve("memory.events")).getOrDefault("oom_kill", 0L);
    }

    @Override
    public void stop() {
        stopped = true;
        StreamCalls.notify(stop);
    }

    @Override
    public void close() {
        changes.close();
        stop.close();
    }
}
