package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's limits. Zero means unlimited, or the kernel's default, unless said otherwise.
 *
 * @param cpuShares relative weight, 2 to 262144
 * @param nanoCpus billionths of a CPU; excludes {@code cpuPeriod} and {@code cpuQuota}
 * @param cpuPeriod microseconds, 1000 to 1000000
 * @param cpuQuota microseconds of CPU time a period, at least 1000; -1 for unlimited
 * @param memory bytes, at least 6 MiB
 * @param memoryReservation bytes, at most {@code memory}
 * @param memorySwap bytes of memory and swap together; 0 for twice {@code memory}, -1 for unlimited
 * @param memorySwappiness 0 to 100; null or -1 for the kernel's default
 * @param pidsLimit null, 0 or negative for unlimited
 */
public record Resources(
        @JsonProperty("CpuShares") long cpuShares,
        @JsonProperty("NanoCpus") long nanoCpus,
        @JsonProperty("CpuPeriod") long cpuPeriod,
        @JsonProperty("CpuQuota") long cpuQuota,
        @JsonProperty("CpusetCpus") String cpusetCpus,
        @JsonProperty("CpusetMems") String cpusetMems,
        @JsonProperty("Memory") long memory,
        @JsonProperty("MemoryReservation") long memoryReservation,
        @JsonProperty("MemorySwap") long memorySwap,
        @JsonProperty("MemorySwappiness") @Nullable Long memorySwappiness,
        @JsonProperty("PidsLimit") @Nullable Long pidsLimit,
        @JsonProperty("Ulimits") List<Ulimit> ulimits,
        @JsonProperty("Devices") List<DeviceMapping> devices,
        @JsonProperty("DeviceCgroupRules") List<String> deviceCgroupRules) {

    static final Resources UNLIMITED =
            new Resources(0, 0, 0, 0, "", "", 0, 0, 0, null, null, List.of(), List.of(), List.of());

    public Resources {
        cpusetCpus = Absent.orEmpty(cpusetCpus);
        cpusetMems = Absent.orEmpty(cpusetMems);
        ulimits = Absent.orEmpty(ulimits);
        devices = Absent.orEmpty(devices);
        deviceCgroupRules = Absent.orEmpty(deviceCgroupRules);
    }
}
