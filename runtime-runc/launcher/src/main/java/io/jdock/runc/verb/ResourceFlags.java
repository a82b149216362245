package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags that describe limits. */
final class ResourceFlags {

    private final Flag blkioWeight;
    private final Flag cpuPeriod;
    private final Flag cpuQuota;
    private final Flag cpuShare;
    private final Flag cpuRtPeriod;
    private final Flag cpuRtRuntime;
    private final Flag cpusetCpus;
    private final Flag cpusetMems;
    private final Flag memory;
    private final Flag memoryReservation;
    private final Flag memorySwap;
    private final Flag pidsLimit;
    private final Flag cacheSchema;
    private final Flag bandwidthSchema;

    ResourceFlags(FlagSet set) {
        blkioWeight = set.number("blkio-weight", "", "weight with block devices, 10 to 1000");
        cpuPeriod = set.text("cpu-period", "", "period of the quota in microseconds");
        cpuQuota = set.text("cpu-quota", "", "processor time per period in microseconds");
        cpuShare = set.text("cpu-share", "", "processor weight");
        cpuRtPeriod = set.text("cpu-rt-period", "", "period of real-time tasks in microseconds");
        cpuRtRuntime = set.text("cpu-rt-runtime", "", "processor time of real-time tasks in microseconds");
        cpusetCpus = set.text("cpuset-cpus", "", "processors to use");
        cpusetMems = set.text("cpuset-mems", "", "memory nodes to use");
        memory = set.text("memory", "", "memory limit in bytes");
        memoryReservation = set.text("memory-reservation", "", "soft memory limit in bytes");
        memorySwap = set.text("memory-swap", "", "limit of memory and swap together, -1 for none");
        pidsLimit = set.number("pids-limit", "", "how many tasks, -1 for any number");
        cacheSchema = set.text("l3-cache-schema", "", "Intel RDT/CAT schema of the L3 cache");
        bandwidthSchema = set.text("mem-bw-schema", "", "Intel RDT/MBA schema of memory bandwidth");
    }

    /** The limits; what was not given is absent. @throws InvalidArgumentException for a value that is none */
    Resources resources() {
        requireNoSchema(cacheSchema, "Intel RDT/CAT: l3 cache schema is not enabled");
        requireNoSchema(bandwidthSchema, "Intel RDT/MBA: memory bandwidth schema is not enabled");
        return Resources.builder()
                .cpu(cpu())
                .memory(memory())
                .pids(pidsLimit.number(0) == 0 ? null : new Pids(pidsLimit.number(0)))
                .blockIO(blockIo())
                .build();
    }

    private Cpu cpu() {
        return Cpu.builder()
                .period(unsigned(cpuPeriod))
                .quota(signed(cpuQuota))
                .shares(unsigned(cpuShare))
                .realtimePeriod(unsigned(cpuRtPeriod))
                .realtimeRuntime(signed(cpuRtRuntime))
                .cpus(text(cpusetCpus))
                .mems(text(cpusetMems))
                .build();
    }

    private Memory memory() {
        return Memory.builder()
                .limit(size(memory))
                .reservation(size(memoryReservation))
                .swap(size(memorySwap))
                .build();
    }

    private @Nullable BlockIo blockIo() {
        long weight = blkioWeight.number(0);
        return weight == 0
                ? null
                : new BlockIo(Math.toIntExact(weight), null, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static @Nullable String text(Flag flag) {
        return flag.text().isEmpty() ? null : flag.text();
    }

    private static @Nullable Long size(Flag flag) {
        try {
            return flag.text().isEmpty() ? null : MemorySize.parse(flag.text());
        } catch (InvalidArgumentException e) {
            throw invalid(flag, e.text());
        }
    }

    private static @Nullable Long unsigned(Flag flag) {
        Long value = number(flag, "ParseUint");
        if (value != null && value < 0) {
            throw invalid(flag, syntax("ParseUint", flag.text()));
        }
        return value;
    }

    private static @Nullable Long signed(Flag flag) {
        return number(flag, "ParseInt");
    }

    private static @Nullable Long number(Flag flag, String parser) {
        try {
            return flag.text().isEmpty() ? null : Long.parseLong(flag.text());
        } catch (NumberFormatException e) {
            throw invalid(flag, syntax(parser, flag.text()));
        }
    }

    private static String syntax(String parser, String text) {
        return "strconv.%s: parsing \"%s\": invalid syntax".formatted(parser, text);
    }

    private static InvalidArgumentException invalid(Flag flag, String why) {
        return new InvalidArgumentException("invalid value for %s: %s".formatted(flag.name(), why));
    }

    private static void requireNoSchema(Flag flag, String refusal) {
        if (!flag.text().isEmpty()) {
            throw new InvalidArgumentException(refusal);
        }
    }
}
