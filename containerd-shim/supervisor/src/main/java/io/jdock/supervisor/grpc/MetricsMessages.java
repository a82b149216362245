package io.jdock.supervisor.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.jdock.api.containerd.cgroups.v1.BlkIOEntry;
import io.jdock.api.containerd.cgroups.v1.BlkIOStat;
import io.jdock.api.containerd.cgroups.v1.CPUStat;
import io.jdock.api.containerd.cgroups.v1.CPUUsage;
import io.jdock.api.containerd.cgroups.v1.MemoryEntry;
import io.jdock.api.containerd.cgroups.v1.MemoryOomControl;
import io.jdock.api.containerd.cgroups.v1.MemoryStat;
import io.jdock.api.containerd.cgroups.v1.Metrics;
import io.jdock.api.containerd.cgroups.v1.PidsStat;
import io.jdock.api.containerd.cgroups.v1.Throttle;
import io.jdock.api.containerd.types.Metric;
import io.jdock.libcontainer.cgroups.CgroupStats;
import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import io.jdock.supervisor.tasks.TaskUsage;
import java.util.List;
import java.util.Map;

/** Tasks' use of resources as messages have it: one kind of message for each version of cgroups, as containerd does it. */
final class MetricsMessages {

    private MetricsMessages() {}

    static Metric message(TaskUsage usage, Timestamp now) {
        Message figures = usage.stats().version() == 1 ? version1(usage) : MetricsMessagesV2.message(usage);
        return Metric.newBuilder()
                .setTimestamp(now)
                .setId(usage.key().id())
                // containerd writes the bare name, without a host before it.
                .setData(Any.newBuilder()
                        .setTypeUrl(figures.getDescriptorForType().getFullName())
                        .setValue(figures.toByteString()))
                .build();
    }

    /** Sets those numbers of a message that {@code figures} has under the same name. */
    static <B extends Message.Builder> B fill(B message, Map<String, Long> figures) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            Long figure = figures.get(field.getName());
            if (figure != null && field.getJavaType() == FieldDescriptor.JavaType.LONG) {
                message.setField(field, figure);
            }
        }
        return message;
    }

    private static Metrics version1(TaskUsage usage) {
        CgroupStats stats = usage.stats();
        CgroupStats.Pids pids = stats.pids();
        return Metrics.newBuilder()
                .setPids(PidsStat.newBuilder()
                        .setCurrent(pids.current())
                        .setLimit(pids.limit() == CgroupStats.UNLIMITED ? 0 : pids.limit()))
                .setCpu(cpu(stats.cpu()))
                .setMemory(memory(stats.memory()))
                .setBlkio(BlkIOStat.newBuilder()
                        .addAllIoServiceBytesRecursive(entries(stats.blockIo().of(Figure.BYTES)))
                        .addAllIoServicedRecursive(entries(stats.blockIo().of(Figure.OPERATIONS))))
                .setMemoryOomControl(MemoryOomControl.newBuilder().setOomKill(usage.oomKills()))
                .build();
    }

    private static CPUStat cpu(CgroupStats.CpuUsage cpu) {
        return CPUStat.newBuilder()
                .setUsage(CPUUsage.newBuilder()
                        .setTotal(cpu.total())
                        .setKernel(cpu.system())
                        .setUser(cpu.user())
                        .addAllPerCpu(cpu.perCpu()))
                .setThrottling(Throttle.newBuilder()
                        .setPeriods(cpu.throttling().periods())
                        .setThrottledPeriods(cpu.throttling().throttledPeriods())
                        .setThrottledTime(cpu.throttling().throttledTime()))
                .build();
    }

    private static MemoryStat memory(CgroupStats.Memory memory) {
        return fill(MemoryStat.newBuilder(), memory.details())
                .setUsage(entry(memory.usage()))
                .setSwapUsage(entry(memory.withSwap()))
                .build();
    }

    private static MemoryEntry entry(CgroupStats.Counter counter) {
        return MemoryEntry.newBuilder()
                .setLimit(counter.limit())
                .setUsage(counter.usage())
                .setMax(counter.maxUsage())
                .setFailcnt(counter.failures())
                .build();
    }

    private static List<BlkIOEntry> entries(List<CgroupStats.Entry> entries) {
        return entries.stream()
                .map(entry -> BlkIOEntry.newBuilder()
                        .setOp(entry.operation())
                        .setMajor(entry.major())
                        .setMinor(entry.minor())
                        .setValue(entry.value())
                        .build())
                .toList();
    }
}
