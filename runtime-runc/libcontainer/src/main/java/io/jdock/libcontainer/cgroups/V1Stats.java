package io.jdock.libcontainer.cgroups;

import io.jdock.libcontainer.cgroups.CgroupStats.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the accounting files of cgroup version 1. */
final class V1Stats {

    /** USER_HZ is 100 on every architecture we run on: a tick of cpuacct.stat is 10 ms. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private V1Stats() {}

    /** @param directory of a controller, if there is one */
    static CgroupStats read(Function<String, Optional<Path>> directory) {
        return new CgroupStats(
                1,
                cpu(directory),
                directory.apply("cpuset").map(V1Stats::cpuset).orElse(null),
                directory.apply("memory").map(V1Stats::memory).orElse(CgroupStats.Memory.NONE),
                directory.apply("pids").map(V2Stats::pids).orElse(CgroupStats.Pids.NONE),
                directory.apply("blkio").map(V1BlockIoStats::read).orElse(CgroupStats.BlockIo.NONE),
                directory.apply("hugetlb").map(V1Stats::hugePages).orElse(Map.of()),
                directory.apply("rdma").map(StatFiles::rdma).orElse(CgroupStats.Rdma.NONE),
                Map.of());
    }

    private static CgroupStats.CpuUsage cpu(Function<String, Optional<Path>> directory) {
        Optional<Path> accounting = directory.apply("cpuacct");
        Map<String, Long> split = accounting
                .map(path -> ControlFile.table(path.resolve("cpuacct.stat")))
                .orElse(Map.of());
        Map<String, Long> quota = directory
                .apply("cpu")
                .map(path -> ControlFile.table(path.resolve("cpu.stat")))
                .orElse(Map.of());
        List<List<Long>> modes = accounting
                .map(path -> columns(path.resolve("cpuacct.usage_all")))
                .orElse(List.of(List.of(), List.of()));
        return new CgroupStats.CpuUsage(
                accounting
                        .map(path -> ControlFile.number(path.resolve("cpuacct.usage")))
                        .orElse(0L),
                split.getOrDefault("user", 0L) * NANOS_PER_TICK,
                split.getOrDefault("system", 0L) * NANOS_PER_TICK,
                accounting
                        .map(path -> numbers(path.resolve("cpuacct.usage_percpu")))
                        .orElse(List.of()),
                modes.get(0),
                modes.get(1),
                new CgroupStats.Throttling(
                        quota.getOrDefault("nr_periods", 0L),
                        quota.getOrDefault("nr_throttled", 0L),
                        quota.getOrDefault("throttled_time", 0L)),
                new CgroupStats.Bursts(0, 0),
                null);
    }

    private static List<Long> numbers(Path file) {
        List<Long> numbers = new ArrayList<>();
        for (String number : ControlFile.read(file).orElse("").split(" ")) {
            if (!number.isEmpty()) {
                numbers.add(Long.valueOf(number));
            }
        }
        return numbers;
    }

    /** Below a heading, lines are {@code cpu user system}. */
    private static List<List<Long>> columns(Path file) {
        List<Long> user = new ArrayList<>();
        List<Long> system = new ArrayList<>();
        for (String line : ControlFile.lines(file)) {
            String[] fields = line.split(" ");
            if (fields.length >= 3 && !fields[0].equals("cpu")) {
                user.add(Long.valueOf(fields[1]));
                system.add(Long.valueOf(fields[2]));
            }
        }
        return List.of(user, system);
    }

    private static CgroupStats.Cpuset cpuset(Path directory) {
        Function<String, Long> number = name -> ControlFile.read(directory.resolve("cpuset." + name))
                .map(Long::valueOf)
                .orElse(0L);
        return new CgroupStats.Cpuset(
                StatFiles.list(
                        ControlFile.read(directory.resolve("cpuset.cpus")).orElse("")),
                StatFiles.list(
                        ControlFile.read(directory.resolve("cpuset.mems")).orElse("")),
                number.apply("cpu_exclusive"),
                number.apply("mem_hardwall"),
                number.apply("mem_exclusive"),
                number.apply("memory_migrate"),
                number.apply("memory_spread_page"),
                number.apply("memory_spread_slab"),
                number.apply("memory_pressure"),
                number.apply("sched_load_balance"),
                number.apply("sched_relax_domain_level"));
    }

    private static CgroupStats.Memory memory(Path directory) {
        Map<String, Long> details = ControlFile.table(directory.resolve("memory.stat"));
        Counter usage = counter(directory, "");
        Counter withSwap = counter(directory, "memsw.");
        boolean hasSwap = Files.exists(directory.resolve("memory.memsw.usage_in_bytes"));
        return new CgroupStats.Memory(
                details.getOrDefault("cache", 0L),
                usage,
                withSwap,
                hasSwap
                        ? new Counter(withSwap.usage() - usage.usage(), 0, withSwap.failures() - usage.failures(), 0)
                        : Counter.NONE,
                counter(directory, "kmem."),
                counter(directory, "kmem.tcp."),
                ControlFile.number(directory.resolve("memory.use_hierarchy")) == 1,
                details,
                ControlFile.table(directory.resolve("memory.oom_control")),
                null);
    }

    private static Counter counter(Path directory, String kind) {
        String prefix = "memory." + kind;
        return new Counter(
                ControlFile.number(directory.resolve(prefix + "usage_in_bytes")),
                ControlFile.number(directory.resolve(prefix + "max_usage_in_bytes")),
                ControlFile.number(directory.resolve(prefix + "failcnt")),
                ControlFile.number(directory.resolve(prefix + "limit_in_bytes")));
    }

    private static Map<String, CgroupStats.HugePages> hugePages(Path directory) {
        Map<String, CgroupStats.HugePages> pages = new TreeMap<>();
        for (String size : StatFiles.hugePageSizes()) {
            String reserved = "hugetlb.%s.rsvd.".formatted(size);
            String prefix = Files.exists(directory.resolve(reserved + "usage_in_bytes"))
                    ? reserved
                    : "hugetlb.%s.".formatted(size);
            pages.put(
                    size,
                    new CgroupStats.HugePages(
                            ControlFile.number(directory.resolve(prefix + "usage_in_bytes")),
                            ControlFile.number(directory.resolve(prefix + "max_usage_in_bytes")),
                            ControlFile.number(directory.resolve(prefix + "failcnt"))));
        }
        return pages;
    }
}
