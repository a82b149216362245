package io.jdock.daemon.container.stats;

import io.jdock.engine.api.container.ContainerStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The traffic of the interfaces in a process's network namespace, from {@code /proc/PID/net/dev}; see proc_pid_net(5). */
final class InterfaceCounters {

    /** Where the counters of sent packets begin: eight of received ones come before. */
    private static final int SENT = 8;

    private InterfaceCounters() {}

    /** By name; none when the process has ended. */
    static Map<String, ContainerStats.Network> of(int pid) {
        try {
            return parse(Files.readAllLines(Path.of("/proc/%d/net/dev".formatted(pid))));
        } catch (IOException _) {
            // The file goes with the process: its absence is how one learns of the end.
            return Map.of();
        }
    }

    static Map<String, ContainerStats.Network> parse(List<String> lines) {
        Map<String, ContainerStats.Network> found = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            // The two lines of the heading have none; "lo" says nothing of traffic with others.
            if (colon > 0 && !line.substring(0, colon).isBlank()) {
                found.put(line.substring(0, colon).strip(), counters(line.substring(colon + 1)));
            }
        }
        found.remove("lo");
        return found;
    }

    /** bytes, packets, errors, dropped, and four more we do not show; received, then sent. */
    private static ContainerStats.Network counters(String text) {
        String[] fields = text.strip().split(" +");
        return new ContainerStats.Network(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[SENT]),
                Long.parseLong(fields[SENT + 1]),
                Long.parseLong(fields[SENT + 2]),
                Long.parseLong(fields[SENT + 3]));
    }
}
