package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Poller;
import io.jdock.linux.StreamCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Version 2: a change of {@code memory.events} wakes up poll(2). Not inotify(7), of which a user has 128 instances, and not the
 * thousands that containers may be.
 */
final class V2OomWatch extends OomWatch {

    private static final String FILE = "memory.events";
    private static final int ROOM = 512;

    V2OomWatch(Path directory, long told) {
        super(
                FileCalls.open(At.FDCWD, directory.resolve(FILE).toString(), OpenFlags.RDONLY, 0),
                Poller.Interest.URGENT,
                told);
    }

    /** Reading through the descriptor that is polled is what rearms the event. */
    @Override
    long count(Fd events, long known) {
        byte[] text = new byte[ROOM];
        try {
            int length = StreamCalls.readAt(events, 0, text, ROOM);
            return kills(ControlFile.table(new String(text, 0, length, StandardCharsets.US_ASCII)));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENODEV)) {
                return GONE;
            }
            throw e;
        }
    }

    static long kills(Path directory) {
        return kills(ControlFile.table(directory.resolve(FILE)));
    }

    private static long kills(Map<String, Long> counters) {
        return counters.getOrDefault("oom_kill", 0L);
    }
}
