package io.jdock.libcontainer.cgroups;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the accounting files of cgroup version 1. */
final class V1Stats {

    /** USER_HZ is 100 on every architecture we run on: a tick of cpuacct.stat is 10 ms. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** The kernel writes "no limit" as the largest multiple of the page size; anything near it means that. */
    private static final long NO_LIMIT = 1L << 62;

    private V1Stats() {}

    static CgroupStats read(Function<String, Path> directory) {
        return new CgroupStats(
                1,
                cpu(directory.apply("cpuacct"), directory.apply("cpu")),
                memory(directory.apply("memory")),
                new CgroupStats.Pids(
                        ControlFile.number(directory.apply("pids").resolve("pids.current")),
                        ControlFile.number(directory.apply("pids").resolve("pids.max"))),
                blockIo(directory.apply("blkio")));
    }

    private static CgroupStats.CpuUsage cpu(Path accounting, Path cpu) {
        Map<String, Long> split = ControlFile.table(accounting.resolve("cpuacct.stat"));
        Map<String, Long> quota = ControlFile.table(cpu.resolve("cpu.stat"));
        List<Long> perCpu = new ArrayList<>();
        for (String number : ControlFile.read(accounting.resolve("cpuacct.usage_percpu"))
                .orElse("")
                .split(" ")) {
            if (!number.isEmpty()) {
                perCpu.add(Long.valueOf(number));
            }
        }
        return new CgroupStats.CpuUsage(
                ControlFile.number(accounting.resolve("cpuacct.usage")),
                split.getOrDefault("user", 0L) * NANOS_PER_TICK,
                split.getOrDefault("system", 0L) * NANOS_PER_TICK,
                perCpu,
                new CgroupStats.Throttling(
                        quota.getOrDefault("nr_periods", 0L),
                        quota.getOrDefault("nr_throttled", 0L),
                        quota.getOrDefault("throttled_time", 0L)));
    }

    private static CgroupStats.Memory memory(Path memory) {
        return new CgroupStats.Memory(
                ControlFile.number(memory.resolve("memory.usage_in_bytes")),
                ControlFile.number(memory.resolve("memory.max_usage_in_bytes")),
                limit(ControlFile.number(memory.resolve("memory.limit_in_bytes"))),
                ControlFile.number(memory.resolve("memory.failcnt")),
                ControlFile.number(memory.resolve("memory.memsw.usage_in_bytes")),
                limit(ControlFile.number(memory.resolve("memory.memsw.limit_in_bytes"))),
                ControlFile.table(memory.resolve("memory.stat")));
    }

    private static long limit(long value) {
        return value >= NO_LIMIT ? Long.MAX_VALUE : value;
    }

    private static CgroupStats.BlockIo blockIo(Path blkio) {
        return new CgroupStats.BlockIo(
                entries(blkio.resolve("blkio.throttle.io_service_bytes_recursive")),
                entries(blkio.resolve("blkio.throttle.io_serviced_recursive")));
    }

    /** Lines are {@code major:minor Operation value}; the last is a total. */
    private static List<CgroupStats.Entry> entries(Path file) {
        List<CgroupStats.Entry> entries = new ArrayList<>();
        for (String line : ControlFile.lines(file)) {
            String[] fields = line.split("[: ]");
            if (fields.length == 4) {
                entries.add(new CgroupStats.Entry(
                        Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2], Long.parseLong(fields[3])));
            }
        }
        return entries;
    }
}
