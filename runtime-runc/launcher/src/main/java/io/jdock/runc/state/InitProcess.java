package io.jdock.runc.state;

import io.jdock.linux.At;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.PidFd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first process of a container, by number and start time: after a reboot, or when the number is used again, it is another
 * process.
 *
 * @param pid its number in our pid namespace
 * @param startTime clock ticks after boot
 */
public record InitProcess(int pid, long startTime) {

    /** What is executed until the start, see {@code io.jdock.linux.trampoline}. */
    private static final String WAITING = "/memfd:trampoline (deleted)";

    /** Field 22 of proc_pid_stat(5), and field 3, counted behind the name, which may contain spaces and parentheses. */
    private static final int START_TIME_FIELD = 19;

    private static final int STATE_FIELD = 0;
    private static final int STREAMS = 3;

    /** The process that has this number now, or nothing if there is none. */
    public static Optional<InitProcess> of(int pid) {
        return stat(pid).map(fields -> new InitProcess(pid, Long.parseLong(fields[START_TIME_FIELD])));
    }

    /** Whether it exists and has not ended. */
    public boolean isAlive() {
        Optional<String[]> stat = stat(pid);
        if (stat.isEmpty() || Long.parseLong(stat.get()[START_TIME_FIELD]) != startTime) {
            return false;
        }
        char state = stat.get()[STATE_FIELD].charAt(0);
        return state != 'Z' && state != 'X';
    }

    /** Whether it is alive and has not executed its program yet. */
    public boolean waitsForStart() {
        try {
            return isAlive()
                    && FileCalls.readlinkat(At.FDCWD, "/proc/%d/exe".formatted(pid))
                            .equals(WAITING);
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                // It ended meanwhile.
                case ENOENT, ESRCH -> false;
                default -> throw e;
            };
        }
    }

    /** What its standard streams are, as the links in procfs show it; empty texts for those that it has not. */
    List<String> streams() {
        List<String> streams = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            streams.add(stream(i));
        }
        return streams;
    }

    private String stream(int number) {
        try {
            return FileCalls.readlinkat(At.FDCWD, "/proc/%d/fd/%d".formatted(pid, number));
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                case ENOENT, ESRCH -> "";
                default -> throw e;
            };
        }
    }

    /** The process itself, safe from reuse of its number; nothing if it has ended. */
    public Optional<PidFd> open() {
        Optional<PidFd> process = PidFd.open(pid);
        // In this order: a number that is used again after the check would be harmless, before it would be noticed.
        if (process.isPresent() && !isAlive()) {
            process.get().close();
            return Optional.empty();
        }
        return process;
    }

    private static Optional<String[]> stat(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            // Not there, or it ended between open and read.
            return Optional.empty();
        }
    }
}
