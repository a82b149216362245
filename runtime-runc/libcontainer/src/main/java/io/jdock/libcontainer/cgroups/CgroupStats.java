package io.jdock.libcontainer.cgroups;

import java.util.List;
import java.util.Map;

/**
 * What a cgroup has used so far.
 *
 * @param version 1 or 2: which names {@link Memory#details} has
 */
public record CgroupStats(int version, CpuUsage cpu, Memory memory, Pids pids, BlockIo blockIo) {

    /** Processor time in nanoseconds. */
    public record CpuUsage(long total, long user, long system, List<Long> perCpu, Throttling throttling) {

        public CpuUsage {
            perCpu = List.copyOf(perCpu);
        }
    }

    /** How often the quota was used up; time in nanoseconds. */
    public record Throttling(long periods, long throttledPeriods, long throttledTime) {}

    /**
     * Memory in bytes.
     *
     * @param limit {@link Long#MAX_VALUE} if there is none
     * @param details the lines of memory.stat
     */
    public record Memory(
            long usage,
            long maxUsage,
            long limit,
            long failures,
            long swapUsage,
            long swapLimit,
            Map<String, Long> details) {

        public Memory {
            details = Map.copyOf(details);
        }
    }

    /** Tasks. @param limit {@link Long#MAX_VALUE} if there is none */
    public record Pids(long current, long limit) {}

    /** Traffic with block devices. */
    public record BlockIo(List<Entry> bytes, List<Entry> operations) {

        public BlockIo {
            bytes = List.copyOf(bytes);
            operations = List.copyOf(operations);
        }
    }

    /** @param operation {@code Read}, {@code Write} and the like */
    public record Entry(long major, long minor, String operation, long value) {}
}
