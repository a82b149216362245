package io.jdock.libcontainer.cgroups;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the accounting files of cgroup version 2. */
final class V2Stats {

    private static final long NANOS_PER_MICRO = 1000;

    private V2Stats() {}

    static CgroupStats read(Path directory) {
        Map<String, Long> cpu = ControlFile.table(directory.resolve("cpu.stat"));
        List<CgroupStats.Entry> bytes = new ArrayList<>();
        List<CgroupStats.Entry> operations = new ArrayList<>();
        ControlFile.lines(directory.resolve("io.stat")).forEach(line -> addIo(line, bytes, operations));
        return new CgroupStats(
                2,
                new CgroupStats.CpuUsage(
                        micros(cpu, "usage_usec"),
                        micros(cpu, "user_usec"),
                        micros(cpu, "system_usec"),
                        List.of(),
                        new CgroupStats.Throttling(
                                cpu.getOrDefault("nr_periods", 0L),
                                cpu.getOrDefault("nr_throttled", 0L),
                                micros(cpu, "throttled_usec"))),
                memory(directory),
                new CgroupStats.Pids(
                        ControlFile.number(directory.resolve("pids.current")),
                        ControlFile.number(directory.resolve("pids.max"))),
                new CgroupStats.BlockIo(bytes, operations));
    }

    private static long micros(Map<String, Long> table, String name) {
        return table.getOrDefault(name, 0L) * NANOS_PER_MICRO;
    }

    private static CgroupStats.Memory memory(Path directory) {
        return new CgroupStats.Memory(
                ControlFile.number(directory.resolve("memory.current")),
                ControlFile.number(directory.resolve("memory.peak")),
                ControlFile.number(directory.resolve("memory.max")),
                ControlFile.table(directory.resolve("memory.events")).getOrDefault("max", 0L),
                ControlFile.number(directory.resolve("memory.swap.current")),
                ControlFile.number(directory.resolve("memory.swap.max")),
                ControlFile.table(directory.resolve("memory.stat")));
    }

    /** Lines are {@code major:minor rbytes=1 wbytes=2 rios=3 wios=4 …}. */
    private static void addIo(String line, List<CgroupStats.Entry> bytes, List<CgroupStats.Entry> operations) {
        String[] fields = line.split("[: ]");
        for (int i = 2; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            List<CgroupStats.Entry> list = fields[i].contains("bytes=") ? bytes : operations;
            String operation = switch (equals < 0 ? "" : fields[i].substring(0, equals)) {
                case "rbytes", "rios" -> "Read";
                case "wbytes", "wios" -> "Write";
                case "dbytes", "dios" -> "Discard";
                default -> "";
            };
            if (!operation.isEmpty()) {
                list.add(new CgroupStats.Entry(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        operation,
                        Long.parseLong(fields[i].substring(equals + 1))));
            }
        }
    }
}
