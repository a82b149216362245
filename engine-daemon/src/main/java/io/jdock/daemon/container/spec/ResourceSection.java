package io.jdock.daemon.container.spec;

import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import org.jspecify.annotations.Nullable;

/** Limits of the container's cgroup. Zero in a request is "unlimited", which a spec says by leaving the value out. */
final class ResourceSection {

    private static final long DEFAULT_PERIOD_MICROS = 100_000;
    private static final long NANOS_PER_CPU = 1_000_000_000;

    private ResourceSection() {}

    static Resources build(ContainerSpec container, HostFacts facts) {
        var limits = container.host().resources();
        return Resources.builder()
                .devices(DeviceSection.rules(container))
                .memory(memory(limits, facts))
                .cpu(cpu(limits))
                .pids(pids(limits.pidsLimit()))
                .build();
    }

    private static @Nullable Memory memory(io.jdock.engine.api.container.Resources limits, HostFacts facts) {
        Long swappiness = limits.memorySwappiness();
        if (limits.memory() == 0 && limits.memoryReservation() == 0 && (swappiness == null || swappiness < 0)) {
            return null;
        }
        return Memory.builder()
                .limit(unlessZero(limits.memory()))
                .reservation(unlessZero(limits.memoryReservation()))
                .swap(unlessZero(swap(limits, facts)))
                .swappiness(swappiness == null || swappiness < 0 ? null : swappiness)
                .build();
    }

    /** Memory and swap together: by default as much swap as memory, where swap can be limited. */
    private static long swap(io.jdock.engine.api.container.Resources limits, HostFacts facts) {
        if (!facts.limitsSwap()) {
            return Math.max(limits.memorySwap(), 0);
        }
        return limits.memorySwap() == 0 ? limits.memory() * 2 : limits.memorySwap();
    }

    private static @Nullable Cpu cpu(io.jdock.engine.api.container.Resources limits) {
        boolean nano = limits.nanoCpus() > 0;
        Cpu cpu = Cpu.builder()
                .shares(unlessZero(limits.cpuShares()))
                .period(nano ? Long.valueOf(DEFAULT_PERIOD_MICROS) : unlessZero(limits.cpuPeriod()))
                .quota(unlessZero(nano ? limits.nanoCpus() * DEFAULT_PERIOD_MICROS / NANOS_PER_CPU : limits.cpuQuota()))
                .cpus(limits.cpusetCpus().isEmpty() ? null : limits.cpusetCpus())
                .mems(limits.cpusetMems().isEmpty() ? null : limits.cpusetMems())
                .build();
        return cpu.equals(Cpu.builder().build()) ? null : cpu;
    }

    /** A request that says "unlimited" lifts the limit that a running container has; one that says nothing leaves it. */
    private static @Nullable Pids pids(@Nullable Long limit) {
        return limit == null ? null : new Pids(limit <= 0 ? -1 : limit);
    }

    private static @Nullable Long unlessZero(long value) {
        return value == 0 ? null : Long.valueOf(value);
    }
}
