package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Limits: memory, processors, processes, block I/O, ulimits. */
final class ResourceOptions implements OptionGroup {

    private final NumberFlag memory;
    private final NumberFlag memoryReservation;
    private final NumberFlag memorySwap;
    private final NumberFlag memorySwappiness;
    private final NumberFlag shmSize;
    private final BoolFlag oomKillDisable;
    private final NumberFlag oomScoreAdj;
    private final NumberFlag cpus;
    private final NumberFlag cpuShares;
    private final NumberFlag cpuPeriod;
    private final NumberFlag cpuQuota;
    private final NumberFlag cpuRtPeriod;
    private final NumberFlag cpuRtRuntime;
    private final TextFlag cpusetCpus;
    private final TextFlag cpusetMems;
    private final NumberFlag blkioWeight;
    private final NumberFlag pidsLimit;
    private final ListFlag ulimits;
    private final TextFlag cgroupParent;

    ResourceOptions(FlagSet flags) {
        memory = flags.number("memory", 'm', NumberForm.BYTES, "Memory limit");
        memoryReservation = flags.number("memory-reservation", '\0', NumberForm.BYTES, "Memory soft limit");
        memorySwap = flags.number(
                "memory-swap",
                '\0',
                NumberForm.BYTES_OR_UNLIMITED,
                "Swap limit equal to memory plus swap: '-1' to enable unlimited swap");
        memorySwappiness = flags.number(
                "memory-swappiness", '\0', NumberForm.INT, -1, "Tune container memory swappiness (0 to 100)");
        shmSize = flags.number("shm-size", '\0', NumberForm.BYTES, "Size of /dev/shm");
        oomKillDisable = flags.bool("oom-kill-disable", '\0', "Disable OOM Killer");
        oomScoreAdj =
                flags.number("oom-score-adj", '\0', NumberForm.INT, "Tune host's OOM preferences (-1000 to 1000)");
        cpus = flags.number("cpus", '\0', NumberForm.CPUS, "Number of CPUs");
        cpuShares = flags.number("cpu-shares", 'c', NumberForm.INT, "CPU shares (relative weight)");
        cpuPeriod =
                flags.number("cpu-period", '\0', NumberForm.INT, "Limit CPU CFS (Completely Fair Scheduler) period");
        cpuQuota = flags.number("cpu-quota", '\0', NumberForm.INT, "Limit CPU CFS (Completely Fair Scheduler) quota");
        cpuRtPeriod = flags.number("cpu-rt-period", '\0', NumberForm.INT, "Limit CPU real-time period in microseconds");
        cpuRtRuntime =
                flags.number("cpu-rt-runtime", '\0', NumberForm.INT, "Limit CPU real-time runtime in microseconds");
        cpusetCpus = flags.text("cpuset-cpus", '\0', "CPUs in which to allow execution (0-3, 0,1)");
        cpusetMems = flags.text("cpuset-mems", '\0', "MEMs in which to allow execution (0-3, 0,1)");
        blkioWeight = flags.number(
                "blkio-weight",
                '\0',
                NumberForm.UINT16,
                "Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)");
        pidsLimit =
                flags.number("pids-limit", '\0', NumberForm.INT, "Tune container pids limit (set -1 for unlimited)");
        ulimits = flags.list("ulimit", '\0', "ulimit", Ulimit::parse, "Ulimit options (default [])");
        cgroupParent = flags.text("cgroup-parent", '\0', "Optional parent cgroup for the container");
    }

    @Override
    public void addTo(CreateRequest request) {
        addMemory(request.host());
        request.host()
                .putUnlessZero("NanoCpus", cpus.value())
                .putUnlessZero("CpuShares", cpuShares.value())
                .putUnlessZero("CpuPeriod", cpuPeriod.value())
                .putUnlessZero("CpuQuota", cpuQuota.value())
                .putUnlessZero("CpuRealtimePeriod", cpuRtPeriod.value())
                .putUnlessZero("CpuRealtimeRuntime", cpuRtRuntime.value())
                .putUnlessEmpty("CpusetCpus", cpusetCpus.value())
                .putUnlessEmpty("CpusetMems", cpusetMems.value())
                .putUnlessZero("BlkioWeight", blkioWeight.value())
                .putUnlessZero("PidsLimit", pidsLimit.value())
                .putUnlessEmpty("CgroupParent", cgroupParent.value());
        if (!ulimits.values().isEmpty()) {
            request.host().put("Ulimits", ulimits());
        }
    }

    private void addMemory(JsonObjectBuilder host) {
        host.putUnlessZero("Memory", memory.value())
                .putUnlessZero("MemoryReservation", memoryReservation.value())
                .putUnlessZero("MemorySwap", memorySwap.value())
                .putUnlessZero("ShmSize", shmSize.value())
                .putUnlessZero("OomScoreAdj", oomScoreAdj.value())
                .putIfTrue("OomKillDisable", oomKillDisable.value());
        long swappiness = memorySwappiness.value();
        if (swappiness != -1) {
            if (swappiness < 0 || swappiness > 100) {
                throw new CommandException("invalid value: " + swappiness + ". Valid memory swappiness range is 0-100");
            }
            host.put("MemorySwappiness", swappiness);
        }
    }

    private JsonArray ulimits() {
        List<JsonValue> limits = new ArrayList<>();
        for (String text : ulimits.values()) {
            Ulimit limit = Ulimit.parse(text);
            limits.add(JsonObject.builder()
                    .put("Name", limit.name())
                    .put("Hard", limit.hard())
                    .put("Soft", limit.soft())
                    .build());
        }
        return new JsonArray(limits);
    }
}
