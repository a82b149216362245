package io.jdock.daemon.container.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.jdock.api.containerd.cgroups.v1.BlkIOEntry;
import io.jdock.api.containerd.cgroups.v1.MemoryStat;
import io.jdock.api.containerd.cgroups.v1.Metrics;
import io.jdock.api.containerd.types.Metric;
import io.jdock.daemon.container.task.TaskMetrics;
import io.jdock.engine.api.container.ContainerStats;
import io.jdock.errdefs.InternalException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the figures of a task: one kind of message for each version of cgroups. */
final class MetricsReader {

    private static final String VERSION_1 = "io.containerd.cgroups.v1.Metrics";
    private static final String VERSION_2 = "io.containerd.cgroups.v2.Metrics";

    private MetricsReader() {}

    static TaskMetrics read(Metric metric) {
        Any data = metric.getData();
        Instant at = GrpcTasks.instant(metric.getTimestamp());
        try {
            return switch (data.getTypeUrl()) {
                case VERSION_1 -> version1(at, Metrics.parseFrom(data.getValue()));
                case VERSION_2 -> MetricsReaderV2.read(at, data.getValue());
                default ->
                    throw new InternalException("read metrics of container %s: type \"%s\" is not known"
                            .formatted(metric.getId(), data.getTypeUrl()));
            };
        } catch (InvalidProtocolBufferException e) {
            throw new InternalException(
                    "read metrics of container %s: %s".formatted(metric.getId(), e.getMessage()), e);
        }
    }

    /** The numbers of a message by name. @param others names that are no details */
    static Map<String, Long> details(Message message, Set<String> others) {
        Map<String, Long> details = new HashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.LONG && !others.contains(field.getName())) {
                details.put(field.getName(), (Long) message.getField(field));
            }
        }
        return details;
    }

    private static TaskMetrics version1(Instant at, Metrics metrics) {
        var cpu = metrics.getCpu().getUsage();
        var throttling = metrics.getCpu().getThrottling();
        var pids = metrics.getPids();
        return new TaskMetrics(
                at,
                new ContainerStats.CpuUsage(cpu.getTotal(), cpu.getPerCpuList(), cpu.getKernel(), cpu.getUser()),
                new ContainerStats.Throttling(
                        throttling.getPeriods(), throttling.getThrottledPeriods(), throttling.getThrottledTime()),
                memory(metrics.getMemory()),
                new ContainerStats.Pids(pids.getCurrent(), pids.getLimit() == 0 ? null : pids.getLimit()),
                ContainerStats.BlockIo.of(
                        entries(metrics.getBlkio().getIoServiceBytesRecursiveList()),
                        entries(metrics.getBlkio().getIoServicedRecursiveList())));
    }

    private static ContainerStats.Memory memory(MemoryStat memory) {
        var usage = memory.getUsage();
        return new ContainerStats.Memory(
                usage.getUsage(), usage.getMax(), details(memory, Set.of()), usage.getFailcnt(), usage.getLimit());
    }

    private static List<ContainerStats.BlockIoEntry> entries(List<BlkIOEntry> entries) {
        return entries.stream()
                .map(entry -> new ContainerStats.BlockIoEntry(
                        entry.getMajor(), entry.getMinor(), entry.getOp(), entry.getValue()))
                .toList();
    }
}
