package io.jdock.daemon.container.stats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the whole machine's processors have done, from {@code /proc/stat}; see proc_stat(5).
 *
 * @param nanos of all processors together, idle time included
 */
record MachineUse(long nanos, int processors) {

    /** USER_HZ is 100 on every architecture we run on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** user, nice, system, idle, iowait, irq, softirq; what follows is contained in these or not ours. */
    private static final int COUNTED = 7;

    static MachineUse now() {
        Path file = Path.of("/proc/stat");
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    static MachineUse parse(List<String> lines) {
        long ticks = 0;
        int processors = 0;
        for (String line : lines) {
            String[] fields = line.split(" +");
            if (fields[0].equals("cpu")) {
                for (int i = 1; i <= Math.min(COUNTED, fields.length - 1); i++) {
                    ticks += Long.parseLong(fields[i]);
                }
            } else if (fields[0].startsWith("cpu")) {
                processors++;
            }
        }
        return new MachineUse(ticks * NANOS_PER_TICK, processors);
    }
}
