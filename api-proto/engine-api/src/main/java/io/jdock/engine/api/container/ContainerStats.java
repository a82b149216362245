package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container has used until one moment, with the processor figures of the moment before, so that a client can compute a
 * rate.
 *
 * @param name with a slash before it
 * @param read RFC 3339
 * @param preread of {@code precpuStats}; the year 1 when there was no moment before
 * @param numProcs used on Windows only
 * @param networks by the name of the interface inside the container
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ContainerStats(
        String name,
        String id,
        String read,
        String preread,
        Pids pidsStats,
        BlockIo blkioStats,
        int numProcs,
        Storage storageStats,
        Cpu cpuStats,
        Cpu precpuStats,
        Memory memoryStats,

        @JsonInclude(Include.NON_EMPTY) Map<String, Network> networks) {

    public ContainerStats {
        networks = Map.copyOf(networks);
    }

    /** Processes and threads. @param limit absent when there is none */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_DEFAULT)
    public record Pids(long current, @Nullable Long limit) {

        public static final Pids NONE = new Pids(0, null);
    }

    /** Used on Windows only. */
    public record Storage() {}

    /**
     * @param systemCpuUsage what all processors of the machine have done, in nanoseconds
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Cpu(
            CpuUsage cpuUsage,

            @JsonInclude(Include.NON_DEFAULT) long systemCpuUsage,

            @JsonInclude(Include.NON_DEFAULT) int onlineCpus,
            Throttling throttlingData) {

        public static final Cpu NONE = new Cpu(new CpuUsage(0, List.of(), 0, 0), 0, 0, new Throttling(0, 0, 0));
    }

    /** In nanoseconds. @param percpuUsage counted by cgroup version 1 only */
    @JsonNaming(SnakeCaseStrategy.class)
    public record CpuUsage(
            long totalUsage,

            @JsonInclude(Include.NON_EMPTY) List<Long> percpuUsage,
            long usageInKernelmode,
            long usageInUsermode) {

        public CpuUsage {
            percpuUsage = List.copyOf(percpuUsage);
        }
    }

    /** How often the quota was used up. @param throttledTime in nanoseconds */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Throttling(long periods, long throttledPeriods, long throttledTime) {}

    /**
     * In bytes.
     *
     * @param maxUsage with {@code failcnt} counted by cgroup version 1 only
     * @param limit the machine's memory when there is no smaller one
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_DEFAULT)
    public record Memory(
            long usage,
            long maxUsage,

            @JsonInclude(Include.NON_EMPTY) Map<String, Long> stats,
            long failcnt,
            long limit) {

        public static final Memory NONE = new Memory(0, 0, Map.of(), 0, 0);

        public Memory {
            stats = Map.copyOf(stats);
        }
    }

    /** Traffic with block devices; null is what the kernel does not count. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record BlockIo(
            @Nullable List<BlockIoEntry> ioServiceBytesRecursive,
            @Nullable List<BlockIoEntry> ioServicedRecursive,
            @Nullable List<BlockIoEntry> ioQueueRecursive,
            @Nullable List<BlockIoEntry> ioServiceTimeRecursive,
            @Nullable List<BlockIoEntry> ioWaitTimeRecursive,
            @Nullable List<BlockIoEntry> ioMergedRecursive,
            @Nullable List<BlockIoEntry> ioTimeRecursive,
            @Nullable List<BlockIoEntry> sectorsRecursive) {

        public static final BlockIo NONE = new BlockIo(null, null, null, null, null, null, null, null);

        /** The two that current kernels count. */
        public static BlockIo of(List<BlockIoEntry> bytes, List<BlockIoEntry> operations) {
            return new BlockIo(List.copyOf(bytes), List.copyOf(operations), null, null, null, null, null, null);
        }
    }

    /** @param op {@code Read}, {@code Write} and the like */
    @JsonNaming(SnakeCaseStrategy.class)
    public record BlockIoEntry(long major, long minor, String op, long value) {}

    /** Traffic of one interface. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Network(
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {}
}
