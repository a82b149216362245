package io.jdock.libcontainer.cgroups;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cgroup has used so far: all that {@code runc events --stats} tells.
 *
 * <p>Figures are unsigned and as the kernel has them, zero where this machine does not count. A limit of {@link #UNLIMITED} is
 * none; version 1 has a number a little below 2^63 for that where memory is concerned.
 *
 * @param version 1 or 2: which names {@link Memory#details} and {@link Memory#events} have
 * @param cpuset version 1 only
 * @param hugePages by size, as in {@code 2MB}
 * @param misc by resource, version 2 only
 */
public record CgroupStats(
        int version,
        CpuUsage cpu,
        @Nullable Cpuset cpuset,
        Memory memory,
        Pids pids,
        BlockIo blockIo,
        Map<String, HugePages> hugePages,
        Rdma rdma,
        Map<String, Misc> misc) {

    /** 2^64-1. */
    public static final long UNLIMITED = -1;

    public CgroupStats {
        hugePages = Map.copyOf(hugePages);
        misc = Map.copyOf(misc);
    }

    CgroupStats withHugePages(Map<String, HugePages> pages) {
        return new CgroupStats(version, cpu, cpuset, memory, pids, blockIo, pages, rdma, misc);
    }

    /** Processor time in nanoseconds; per processor with version 1 only. */
    public record CpuUsage(
            long total,
            long user,
            long system,
            List<Long> perCpu,
            List<Long> perCpuUser,
            List<Long> perCpuSystem,
            Throttling throttling,
            Bursts bursts,
            @Nullable Pressure pressure) {

        public CpuUsage {
            perCpu = List.copyOf(perCpu);
            perCpuUser = List.copyOf(perCpuUser);
            perCpuSystem = List.copyOf(perCpuSystem);
        }
    }

    /** How often the quota was used up; time in nanoseconds. */
    public record Throttling(long periods, long throttledPeriods, long throttledTime) {}

    /** How often more than the quota was used; time in nanoseconds. Version 2 only. */
    public record Bursts(long periods, long time) {}

    /** Where processes may run and have memory, and the switches of cpuset(7). */
    public record Cpuset(
            List<Integer> cpus,
            List<Integer> mems,
            long cpuExclusive,
            long memHardwall,
            long memExclusive,
            long memoryMigrate,
            long memorySpreadPage,
            long memorySpreadSlab,
            long memoryPressure,
            long schedLoadBalance,
            long schedRelaxDomainLevel) {

        public Cpuset {
            cpus = List.copyOf(cpus);
            mems = List.copyOf(mems);
        }
    }

    /**
     * Memory in bytes.
     *
     * @param cache memory of files
     * @param withSwap memory and swap together
     * @param swap swap alone
     * @param kernel version 1 only
     * @param kernelTcp version 1 only
     * @param hierarchical whether cgroups below count as well
     * @param details the lines of memory.stat
     * @param events the lines of memory.events, with version 1 of memory.oom_control
     */
    public record Memory(
            long cache,
            Counter usage,
            Counter withSwap,
            Counter swap,
            Counter kernel,
            Counter kernelTcp,
            boolean hierarchical,
            Map<String, Long> details,
            Map<String, Long> events,
            @Nullable Pressure pressure) {

        static final Memory NONE = new Memory(
                0,
                Counter.NONE,
                Counter.NONE,
                Counter.NONE,
                Counter.NONE,
                Counter.NONE,
                false,
                Map.of(),
                Map.of(),
                null);

        public Memory {
            details = Map.copyOf(details);
            events = Map.copyOf(events);
        }
    }

    /** Bytes in use, the most ever, how often the limit was in the way (version 1 only), and the limit. */
    public record Counter(long usage, long maxUsage, long failures, long limit) {

        static final Counter NONE = new Counter(0, 0, 0, 0);
    }

    /** Tasks. */
    public record Pids(long current, long limit) {

        static final Pids NONE = new Pids(0, 0);
    }

    /** Traffic with block devices. */
    public record BlockIo(
            Map<Figure, List<Entry>> figures, @Nullable Pressure pressure) {

        /** What is counted. Time is in nanoseconds, that of {@code COST} in microseconds. */
        public enum Figure {
            BYTES,
            OPERATIONS,
            QUEUED,
            SERVICE_TIME,
            WAIT_TIME,
            MERGED,
            TIME,
            SECTORS,
            COST_USAGE,
            COST_WAIT,
            COST_INDEBT,
            COST_INDELAY
        }

        static final BlockIo NONE = new BlockIo(Map.of(), null);

        public BlockIo {
            Map<Figure, List<Entry>> copy = new EnumMap<>(Figure.class);
            figures.forEach((figure, entries) -> copy.put(figure, List.copyOf(entries)));
            figures = copy;
        }

        /** By device and operation; empty if it is not counted. */
        public List<Entry> of(Figure figure) {
            return figures.getOrDefault(figure, List.of());
        }
    }

    /** @param operation {@code Read}, {@code Write} and the like */
    public record Entry(long major, long minor, String operation, long value) {}

    /** Bytes of one size of huge pages; the most ever with version 1 only. */
    public record HugePages(long usage, long maxUsage, long failures) {}

    /** RDMA devices. */
    public record Rdma(List<RdmaEntry> limit, List<RdmaEntry> current) {

        static final Rdma NONE = new Rdma(List.of(), List.of());

        public Rdma {
            limit = List.copyOf(limit);
            current = List.copyOf(current);
        }
    }

    /** Handles and objects of one RDMA device, 2^32-1 for no limit. */
    public record RdmaEntry(String device, long handles, long objects) {}

    /** Another resource that there is not enough of. @param events how often its limit was in the way */
    public record Misc(long usage, long events) {}

    /** How long tasks had to wait for something: one of them, or all at once. */
    public record Pressure(Stall some, Stall full) {}

    /** Shares of time in percent over 10, 60 and 300 seconds, and all in microseconds. */
    public record Stall(double avg10, double avg60, double avg300, long total) {

        static final Stall NONE = new Stall(0, 0, 0, 0);
    }
}
