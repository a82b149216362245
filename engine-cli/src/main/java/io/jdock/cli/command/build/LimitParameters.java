package io.jdock.cli.command.build;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.container.options.Ulimit;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.NumberFlag;
import io.jdock.cli.flags.NumberForm;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/** Limits for what a build runs, as parameters of the request. */
final class LimitParameters {

    private final NumberFlag memory;
    private final NumberFlag memorySwap;
    private final NumberFlag shmSize;
    private final NumberFlag cpuShares;
    private final NumberFlag cpuPeriod;
    private final NumberFlag cpuQuota;
    private final TextFlag cpusetCpus;
    private final TextFlag cpusetMems;
    private final TextFlag cgroupParent;
    private final ListFlag ulimits;

    LimitParameters(FlagSet flags) {
        memory = flags.number("memory", 'm', NumberForm.BYTES, "Memory limit");
        memorySwap = flags.number(
                "memory-swap",
                '\0',
                NumberForm.BYTES_OR_UNLIMITED,
                "Swap limit equal to memory plus swap: -1 to enable unlimited swap");
        shmSize = flags.number("shm-size", '\0', NumberForm.BYTES, "Size of \"/dev/shm\"");
        cpuShares = flags.number("cpu-shares", 'c', NumberForm.INT, "CPU shares (relative weight)");
        cpuPeriod = flags.number(
                "cpu-period", '\0', NumberForm.INT, "Limit the CPU CFS (Completely Fair Scheduler) period");
        cpuQuota =
                flags.number("cpu-quota", '\0', NumberForm.INT, "Limit the CPU CFS (Completely Fair Scheduler) quota");
        cpusetCpus = flags.text("cpuset-cpus", '\0', "CPUs in which to allow execution (0-3, 0,1)");
        cpusetMems = flags.text("cpuset-mems", '\0', "MEMs in which to allow execution (0-3, 0,1)");
        cgroupParent =
                flags.text("cgroup-parent", '\0', "Set the parent cgroup for the \"RUN\" instructions during build");
        ulimits = flags.list("ulimit", '\0', "ulimit", Ulimit::parse, "Ulimit options (default [])");
    }

    void addTo(Query query) {
        number(query, "memory", memory);
        number(query, "memswap", memorySwap);
        number(query, "shmsize", shmSize);
        number(query, "cpushares", cpuShares);
        number(query, "cpuperiod", cpuPeriod);
        number(query, "cpuquota", cpuQuota);
        query.addUnlessEmpty("cpusetcpus", cpusetCpus.value())
                .addUnlessEmpty("cpusetmems", cpusetMems.value())
                .addUnlessEmpty("cgroupparent", cgroupParent.value());
        if (!ulimits.values().isEmpty()) {
            query.add("ulimits", ulimits().toJson());
        }
    }

    private static void number(Query query, String name, NumberFlag flag) {
        if (flag.value() != 0) {
            query.add(name, Long.toString(flag.value()));
        }
    }

    /** The last one of a name counts. */
    private JsonArray ulimits() {
        Map<String, JsonValue> limits = new TreeMap<>();
        for (String text : ulimits.values()) {
            Ulimit limit = Ulimit.parse(text);
            limits.put(
                    limit.name(),
                    JsonObject.builder()
                            .put("Name", limit.name())
                            .put("Hard", limit.hard())
                            .put("Soft", limit.soft())
                            .build());
        }
        return new JsonArray(limits.values().stream().toList());
    }
}
