package io.jdock.supervisor.grpc;

import io.jdock.api.containerd.cgroups.v2.CPUStat;
import io.jdock.api.containerd.cgroups.v2.IOEntry;
import io.jdock.api.containerd.cgroups.v2.IOStat;
import io.jdock.api.containerd.cgroups.v2.MemoryEvents;
import io.jdock.api.containerd.cgroups.v2.MemoryStat;
import io.jdock.api.containerd.cgroups.v2.Metrics;
import io.jdock.api.containerd.cgroups.v2.PidsStat;
import io.jdock.libcontainer.cgroups.CgroupStats;
import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import io.jdock.supervisor.tasks.TaskUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The message for cgroup version 2; its names are those of {@link MetricsMessages}' for version 1. */
final class MetricsMessagesV2 {

    private static final long NANOS_PER_MICRO = 1000;

    private MetricsMessagesV2() {}

    static Metrics message(TaskUsage usage) {
        CgroupStats stats = usage.stats();
        return Metrics.newBuilder()
                .setPids(PidsStat.newBuilder()
                        .setCurrent(stats.pids().current())
                        .setLimit(stats.pids().limit()))
                .setCpu(cpu(stats.cpu()))
                .setMemory(memory(stats.memory()))
                .setIo(io(stats.blockIo()))
                .setMemoryEvents(MemoryEvents.newBuilder()
                        .setMax(stats.memory().events().getOrDefault("max", 0L))
                        .setOomKill(usage.oomKills()))
                .build();
    }

    private static CPUStat cpu(CgroupStats.CpuUsage cpu) {
        return CPUStat.newBuilder()
                .setUsageUsec(cpu.total() / NANOS_PER_MICRO)
                .setUserUsec(cpu.user() / NANOS_PER_MICRO)
                .setSystemUsec(cpu.system() / NANOS_PER_MICRO)
                .setNrPeriods(cpu.throttling().periods())
                .setNrThrottled(cpu.throttling().throttledPeriods())
                .setThrottledUsec(cpu.throttling().throttledTime() / NANOS_PER_MICRO)
                .build();
    }

    private static MemoryStat memory(CgroupStats.Memory memory) {
        return MetricsMessages.fill(MemoryStat.newBuilder(), memory.details())
                .setUsage(memory.usage().usage())
                .setUsageLimit(memory.usage().limit())
                .setMaxUsage(memory.usage().maxUsage())
                .setSwapUsage(memory.swap().usage())
                .setSwapLimit(memory.swap().limit())
                .build();
    }

    private static IOStat io(CgroupStats.BlockIo traffic) {
        Map<String, IOEntry.Builder> devices = new LinkedHashMap<>();
        traffic.of(Figure.BYTES).forEach(entry -> {
            switch (entry.operation()) {
                case "Read" -> device(devices, entry).setRbytes(entry.value());
                case "Write" -> device(devices, entry).setWbytes(entry.value());
                default -> {} // The message has no place for others.
            }
        });
        traffic.of(Figure.OPERATIONS).forEach(entry -> {
            switch (entry.operation()) {
                case "Read" -> device(devices, entry).setRios(entry.value());
                case "Write" -> device(devices, entry).setWios(entry.value());
                default -> {} // As above.
            }
        });
        IOStat.Builder message = IOStat.newBuilder();
        devices.values().forEach(message::addUsage);
        return message.build();
    }

    private static IOEntry.Builder device(Map<String, IOEntry.Builder> devices, CgroupStats.Entry entry) {
        return devices.computeIfAbsent(
                entry.major() + ":" + entry.minor(),
                _ -> IOEntry.newBuilder().setMajor(entry.major()).setMinor(entry.minor()));
    }
}
