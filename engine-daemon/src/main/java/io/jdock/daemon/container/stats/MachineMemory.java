package io.jdock.daemon.container.stats;

import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the machine has, from {@code /proc/meminfo}; see proc_meminfo(5). */
public final class MachineMemory {

    private static final Path FILE = Path.of("/proc/meminfo");
    private static final String TOTAL = "MemTotal:";
    private static final long KIB = 1024;

    private MachineMemory() {}

    /** In bytes. */
    public static long bytes() {
        try {
            for (String line : Files.readAllLines(FILE)) {
                if (line.startsWith(TOTAL)) {
                    String kib =
                            line.substring(TOTAL.length()).replace("kB", "").strip();
                    return Long.parseLong(kib) * KIB;
                }
            }
        } catch (IOException e) {
            throw new InternalException("read %s: %s".formatted(FILE, e.getMessage()), e);
        }
        throw new InternalException("read %s: it has no line %s".formatted(FILE, TOTAL));
    }
}
