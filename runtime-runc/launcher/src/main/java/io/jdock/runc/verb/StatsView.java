package io.jdock.runc.verb;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import io.jdock.libcontainer.cgroups.CgroupStats;
import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cgroup's figures as {@code events} prints them: names and gaps are runc's. */
final class StatsView {

    private static final Map<Figure, String> FIGURES = new TreeMap<>(Map.of(
            Figure.BYTES, "ioServiceBytesRecursive",
            Figure.OPERATIONS, "ioServicedRecursive",
            Figure.QUEUED, "ioQueueRecursive",
            Figure.SERVICE_TIME, "ioServiceTimeRecursive",
            Figure.WAIT_TIME, "ioWaitTimeRecursive",
            Figure.MERGED, "ioMergedRecursive",
            Figure.TIME, "ioTimeRecursive",
            Figure.SECTORS, "sectorsRecursive"));

    private StatsView() {}

    static JsonObject of(CgroupStats stats) {
        JsonObjectBuilder data = JsonObject.builder();
        data.put("cpu", cpu(stats.cpu()));
        data.put("cpuset", stats.cpuset() == null ? JsonObject.EMPTY : cpuset(stats.cpuset()));
        data.put("memory", memory(stats.memory()));
        data.put("pids", pids(stats.pids()));
        data.put("blkio", blockIo(stats.blockIo()));
        JsonObjectBuilder pages = JsonObject.builder();
        new TreeMap<>(stats.hugePages()).forEach((size, used) -> pages.put(size, hugePages(used)));
        data.put("hugetlb", pages.build());
        data.put("intel_rdt", JsonObject.EMPTY);
        return data.put("network_interfaces", JsonNull.NULL).build();
    }

    private static JsonObject cpu(CgroupStats.CpuUsage cpu) {
        JsonObjectBuilder usage = JsonObject.builder();
        unlessZero(usage, "total", cpu.total());
        unlessEmpty(usage, "percpu", cpu.perCpu());
        unlessEmpty(usage, "percpu_kernel", cpu.perCpuSystem());
        unlessEmpty(usage, "percpu_user", cpu.perCpuUser());
        usage.putUnsigned("kernel", cpu.system()).putUnsigned("user", cpu.user());
        JsonObjectBuilder throttling = JsonObject.builder();
        unlessZero(throttling, "periods", cpu.throttling().periods());
        unlessZero(throttling, "throttledPeriods", cpu.throttling().throttledPeriods());
        unlessZero(throttling, "throttledTime", cpu.throttling().throttledTime());
        return JsonObject.builder()
                .put("usage", usage.build())
                .put("throttling", throttling.build())
                .build();
    }

    private static JsonObject cpuset(CgroupStats.Cpuset set) {
        JsonObjectBuilder out = JsonObject.builder();
        unlessEmpty(out, "cpus", set.cpus().stream().map(Integer::longValue).toList());
        out.put("cpu_exclusive", set.cpuExclusive());
        unlessEmpty(out, "mems", set.mems().stream().map(Integer::longValue).toList());
        return out.put("mem_hardwall", set.memHardwall())
                .put("mem_exclusive", set.memExclusive())
                .put("memory_migrate", set.memoryMigrate())
                .put("memory_spread_page", set.memorySpreadPage())
                .put("memory_spread_slab", set.memorySpreadSlab())
                .put("memory_pressure", set.memoryPressure())
                .put("sched_load_balance", set.schedLoadBalance())
                .put("sched_relax_domain_level", set.schedRelaxDomainLevel())
                .build();
    }

    private static JsonObject memory(CgroupStats.Memory memory) {
        JsonObjectBuilder out = JsonObject.builder();
        unlessZero(out, "cache", memory.cache());
        out.put("usage", counter(memory.usage()));
        out.put("swap", counter(memory.withSwap()));
        out.put("kernel", counter(memory.kernel()));
        out.put("kernelTCP", counter(memory.kernelTcp()));
        JsonObjectBuilder raw = JsonObject.builder();
        new TreeMap<>(memory.details()).forEach(raw::putUnsigned);
        return out.putUnlessEmpty("raw", raw.build()).build();
    }

    private static JsonObject counter(CgroupStats.Counter counter) {
        JsonObjectBuilder out = JsonObject.builder().putUnsigned("limit", counter.limit());
        unlessZero(out, "usage", counter.usage());
        unlessZero(out, "max", counter.maxUsage());
        return out.putUnsigned("failcnt", counter.failures()).build();
    }

    private static JsonObject pids(CgroupStats.Pids pids) {
        JsonObjectBuilder out = JsonObject.builder();
        unlessZero(out, "current", pids.current());
        if (pids.limit() != CgroupStats.UNLIMITED) {
            unlessZero(out, "limit", pids.limit());
        }
        return out.build();
    }

    private static JsonObject blockIo(CgroupStats.BlockIo io) {
        JsonObjectBuilder out = JsonObject.builder();
        FIGURES.forEach((figure, name) -> out.putUnlessEmpty(name, io.of(figure), StatsView::entry));
        return out.build();
    }

    private static JsonObject entry(CgroupStats.Entry entry) {
        JsonObjectBuilder out = JsonObject.builder();
        unlessZero(out, "major", entry.major());
        unlessZero(out, "minor", entry.minor());
        out.putUnlessEmpty("op", entry.operation());
        unlessZero(out, "value", entry.value());
        return out.build();
    }

    private static JsonObject hugePages(CgroupStats.HugePages pages) {
        JsonObjectBuilder out = JsonObject.builder();
        unlessZero(out, "usage", pages.usage());
        unlessZero(out, "max", pages.maxUsage());
        return out.putUnsigned("failcnt", pages.failures()).build();
    }

    private static void unlessZero(JsonObjectBuilder out, String name, long value) {
        if (value != 0) {
            out.putUnsigned(name, value);
        }
    }

    private static void unlessEmpty(JsonObjectBuilder out, String name, List<Long> values) {
        if (!values.isEmpty()) {
            List<JsonValue> items = new ArrayList<>();
            values.forEach(value -> items.add(new JsonNumber(Long.toUnsignedString(value))));
            out.put(name, new JsonArray(items));
        }
    }
}
