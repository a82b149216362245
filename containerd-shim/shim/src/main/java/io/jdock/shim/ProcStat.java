package io.jdock.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a process at one moment: proc_pid_stat(5).
 *
 * @param ended whether nothing is left of it but its exit status
 * @param parent 0 if that is in another pid namespace
 * @param startTime clock ticks after boot, which tell it from a later process with its number
 */
record ProcStat(boolean ended, int parent, long startTime) {

    /** Fields 3, 4 and 22, counted behind the name, which may itself contain spaces and parentheses. */
    private static final int STATE_FIELD = 0;

    private static final int PARENT_FIELD = 1;
    private static final int START_TIME_FIELD = 19;

    /** Nothing if there is no such process. */
    static Optional<ProcStat> of(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new ProcStat(
                    fields[STATE_FIELD].equals("Z") || fields[STATE_FIELD].equals("X"),
                    Integer.parseInt(fields[PARENT_FIELD]),
                    Long.parseLong(fields[START_TIME_FIELD])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The process may end between open and read; that read fails with ESRCH.
            return Optional.empty();
        }
    }
}
