package io.jdock.libcontainer.cgroups;

import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import io.jdock.libcontainer.cgroups.CgroupStats.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the accounting files of cgroup version 2. */
final class V2Stats {

    private static final long NANOS_PER_MICRO = 1000;

    private V2Stats() {}

    static CgroupStats read(Path directory) {
        return new CgroupStats(
                2,
                cpu(directory),
                null,
                memory(directory),
                pids(directory),
                blockIo(directory),
                hugePages(directory),
                StatFiles.rdma(directory),
                misc(directory));
    }

    private static CgroupStats.CpuUsage cpu(Path directory) {
        Map<String, Long> cpu = ControlFile.table(directory.resolve("cpu.stat"));
        return new CgroupStats.CpuUsage(
                nanos(cpu, "usage_usec"),
                nanos(cpu, "user_usec"),
                nanos(cpu, "system_usec"),
                List.of(),
                List.of(),
                List.of(),
                new CgroupStats.Throttling(
                        cpu.getOrDefault("nr_periods", 0L),
                        cpu.getOrDefault("nr_throttled", 0L),
                        nanos(cpu, "throttled_usec")),
                new CgroupStats.Bursts(cpu.getOrDefault("nr_bursts", 0L), nanos(cpu, "burst_usec")),
                StatFiles.pressure(directory.resolve("cpu.pressure")));
    }

    private static long nanos(Map<String, Long> table, String micros) {
        return table.getOrDefault(micros, 0L) * NANOS_PER_MICRO;
    }

    private static CgroupStats.Memory memory(Path directory) {
        Map<String, Long> details = ControlFile.table(directory.resolve("memory.stat"));
        Counter usage = counter(directory, "memory.");
        Counter swap = counter(directory, "memory.swap.");
        Counter withSwap = new Counter(
                usage.usage() + swap.usage(),
                0,
                0,
                swap.limit() == CgroupStats.UNLIMITED ? swap.limit() : usage.limit() + swap.limit());
        return new CgroupStats.Memory(
                details.getOrDefault("file", 0L),
                usage,
                withSwap,
                swap,
                Counter.NONE,
                Counter.NONE,
                true,
                details,
                ControlFile.table(directory.resolve("memory.events")),
                StatFiles.pressure(directory.resolve("memory.pressure")));
    }

    private static Counter counter(Path directory, String prefix) {
        return new Counter(
                ControlFile.number(directory.resolve(prefix + "current")),
                ControlFile.number(directory.resolve(prefix + "peak")),
                0,
                ControlFile.number(directory.resolve(prefix + "max")));
    }

    /** The files are those of version 1; without the controller the processes are counted by hand. */
    static CgroupStats.Pids pids(Path directory) {
        long current = ControlFile.read(directory.resolve("pids.current"))
                .map(Long::parseLong)
                .orElseGet(() -> (long) CgroupTree.processes(directory).size());
        boolean limited = Files.exists(directory.resolve("pids.max"));
        return new CgroupStats.Pids(
                current, limited ? ControlFile.number(directory.resolve("pids.max")) : CgroupStats.UNLIMITED);
    }

    /** Lines are {@code major:minor rbytes=1 wbytes=2 rios=3 wios=4 …}. */
    private static CgroupStats.BlockIo blockIo(Path directory) {
        Map<Figure, List<CgroupStats.Entry>> figures = new EnumMap<>(Figure.class);
        for (String line : ControlFile.lines(directory.resolve("io.stat"))) {
            String[] fields = line.split("[: =]");
            for (int i = 2; i + 1 < fields.length; i += 2) {
                Figure figure = figure(fields[i]);
                if (figure != null) {
                    figures.computeIfAbsent(figure, _ -> new ArrayList<>())
                            .add(new CgroupStats.Entry(
                                    Long.parseLong(fields[0]),
                                    Long.parseLong(fields[1]),
                                    operation(fields[i]),
                                    Long.parseUnsignedLong(fields[i + 1])));
                }
            }
        }
        return new CgroupStats.BlockIo(figures, StatFiles.pressure(directory.resolve("io.pressure")));
    }

    /** Discards have no place in what others expect of these figures. */
    private static @Nullable Figure figure(String key) {
        return switch (key) {
            case "rbytes", "wbytes" -> Figure.BYTES;
            case "rios", "wios" -> Figure.OPERATIONS;
            case "cost.usage" -> Figure.COST_USAGE;
            case "cost.wait" -> Figure.COST_WAIT;
            case "cost.indebt" -> Figure.COST_INDEBT;
            case "cost.indelay" -> Figure.COST_INDELAY;
            default -> null;
        };
    }

    private static String operation(String key) {
        return switch (key.charAt(0)) {
            case 'r' -> "Read";
            case 'w' -> "Write";
            default -> "Count";
        };
    }

    static Map<String, CgroupStats.HugePages> hugePages(Path directory) {
        Map<String, CgroupStats.HugePages> pages = new TreeMap<>();
        for (String size : StatFiles.hugePageSizes()) {
            String prefix = "hugetlb." + size;
            Path reserved = directory.resolve(prefix + ".rsvd.current");
            Path usage = Files.exists(reserved) ? reserved : directory.resolve(prefix + ".current");
            if (Files.exists(usage)) {
                long failures =
                        ControlFile.table(directory.resolve(prefix + ".events")).getOrDefault("max", 0L);
                pages.put(size, new CgroupStats.HugePages(ControlFile.number(usage), 0, failures));
            }
        }
        return pages;
    }

    private static Map<String, CgroupStats.Misc> misc(Path directory) {
        Map<String, Long> events = ControlFile.table(directory.resolve("misc.events"));
        Map<String, CgroupStats.Misc> misc = new TreeMap<>();
        ControlFile.table(directory.resolve("misc.current"))
                .forEach((name, usage) ->
                        misc.put(name, new CgroupStats.Misc(usage, events.getOrDefault(name + ".max", 0L))));
        return misc;
    }
}
