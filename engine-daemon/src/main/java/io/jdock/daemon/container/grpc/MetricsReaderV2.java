package io.jdock.daemon.container.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.jdock.api.containerd.cgroups.v2.CPUStat;
import io.jdock.api.containerd.cgroups.v2.IOEntry;
import io.jdock.api.containerd.cgroups.v2.MemoryStat;
import io.jdock.api.containerd.cgroups.v2.Metrics;
import io.jdock.api.containerd.cgroups.v2.PidsStat;
import io.jdock.daemon.container.task.TaskMetrics;
import io.jdock.engine.api.container.ContainerStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The message for cgroup version 2; its names are those of {@link MetricsReader}'s for version 1. */
final class MetricsReaderV2 {

    private static final long NANOS_PER_MICRO = 1000;
    private static final Set<String> OWN_PLACE =
            Set.of("usage", "usage_limit", "max_usage", "swap_usage", "swap_limit");

    private MetricsReaderV2() {}

    static TaskMetrics read(Instant at, ByteString bytes) throws InvalidProtocolBufferException {
        Metrics metrics = Metrics.parseFrom(bytes);
        CPUStat cpu = metrics.getCpu();
        MemoryStat memory = metrics.getMemory();
        return new TaskMetrics(
                at,
                new ContainerStats.CpuUsage(
                        cpu.getUsageUsec() * NANOS_PER_MICRO,
                        List.of(),
                        cpu.getSystemUsec() * NANOS_PER_MICRO,
                        cpu.getUserUsec() * NANOS_PER_MICRO),
                new ContainerStats.Throttling(
                        cpu.getNrPeriods(), cpu.getNrThrottled(), cpu.getThrottledUsec() * NANOS_PER_MICRO),
                new ContainerStats.Memory(
                        memory.getUsage(),
                        0,
                        MetricsReader.details(memory, OWN_PLACE),
                        0,
                        // The kernel's "max" is the largest unsigned number, which is below zero here.
                        memory.getUsageLimit() < 0 ? Long.MAX_VALUE : memory.getUsageLimit()),
                pids(metrics.getPids()),
                blockIo(metrics.getIo().getUsageList()));
    }

    private static ContainerStats.Pids pids(PidsStat pids) {
        return new ContainerStats.Pids(pids.getCurrent(), pids.getLimit() <= 0 ? null : pids.getLimit());
    }

    private static ContainerStats.BlockIo blockIo(List<IOEntry> devices) {
        List<ContainerStats.BlockIoEntry> bytes = new ArrayList<>();
        List<ContainerStats.BlockIoEntry> operations = new ArrayList<>();
        for (IOEntry device : devices) {
            bytes.add(entry(device, "read", device.getRbytes()));
            bytes.add(entry(device, "write", device.getWbytes()));
            operations.add(entry(device, "read", device.getRios()));
            operations.add(entry(device, "write", device.getWios()));
        }
        return ContainerStats.BlockIo.of(bytes, operations);
    }

    private static ContainerStats.BlockIoEntry entry(IOEntry device, String operation, long value) {
        return new ContainerStats.BlockIoEntry(device.getMajor(), device.getMinor(), operation, value);
    }
}
