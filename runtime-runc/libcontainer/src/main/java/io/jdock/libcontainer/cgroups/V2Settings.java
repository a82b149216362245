package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import io.jdock.oci.runtime.WeightDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a runtime spec as files of cgroup version 2.
 *
 * <p>Specs speak of version 1, so shares become a weight, the sum of memory and swap becomes swap alone, and a block I/O weight
 * gets the wider range of version 2.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">the kernel's description</a>
 */
final class V2Settings {

    private static final long DEFAULT_PERIOD = 100_000;

    private final List<Setting> settings = new ArrayList<>();

    private V2Settings() {}

    static List<Setting> of(Resources limits) {
        V2Settings all = new V2Settings();
        all.addCpu(limits.cpu());
        all.addMemory(limits.memory());
        Pids pids = limits.pids();
        if (pids != null) {
            all.add("pids", "pids.max", pids.limit() > 0 ? pids.limit() : "max");
        }
        all.addBlockIo(limits.blockIO());
        for (HugepageLimit limit : limits.hugepageLimits()) {
            all.add("hugetlb", "hugetlb.%s.max".formatted(limit.pageSize()), Long.toUnsignedString(limit.limit()));
        }
        if (limits.network() != null) {
            throw new InvalidArgumentException("linux.resources.network: cgroup version 2 has no such controller");
        }
        if (!limits.rdma().isEmpty()) {
            throw new InvalidArgumentException("linux.resources.rdma is not supported");
        }
        limits.unified().forEach(all::addUnified);
        return all.settings;
    }

    /** Shares of 2 to 262144 become a weight of 1 to 10000. */
    static long weightOf(long shares) {
        return 1 + (Math.clamp(shares, 2L, 262_144L) - 2) * 9999 / 262_142;
    }

    /** A weight of 10 to 1000 becomes one of 1 to 10000. */
    static long ioWeightOf(long weight) {
        return 1 + (Math.clamp(weight, 10L, 1000L) - 10) * 9999 / 990;
    }

    private void addCpu(@Nullable Cpu cpu) {
        if (cpu == null) {
            return;
        }
        if (orZero(cpu.realtimePeriod()) != 0 || orZero(cpu.realtimeRuntime()) != 0) {
            throw new InvalidArgumentException("linux.resources.cpu: real-time limits need cgroup version 1");
        }
        add("cpuset", "cpuset.cpus", cpu.cpus() == null || cpu.cpus().isBlank() ? null : cpu.cpus());
        add("cpuset", "cpuset.mems", cpu.mems() == null || cpu.mems().isBlank() ? null : cpu.mems());
        Long shares = cpu.shares();
        if (shares != null && shares != 0) {
            add("cpu", "cpu.weight", weightOf(shares));
        }
        long quota = orZero(cpu.quota());
        long period = orZero(cpu.period());
        if (quota != 0 || period != 0) {
            add("cpu", "cpu.max", (quota > 0 ? quota : "max") + " " + (period == 0 ? DEFAULT_PERIOD : period));
        }
        add("cpu", "cpu.max.burst", cpu.burst());
        add("cpu", "cpu.idle", cpu.idle());
    }

    private void addMemory(@Nullable Memory memory) {
        if (memory == null) {
            return;
        }
        if (Boolean.TRUE.equals(memory.disableOOMKiller())) {
            throw new InvalidArgumentException("linux.resources.memory.disableOOMKiller: needs cgroup version 1");
        }
        if (memory.swappiness() != null) {
            throw new InvalidArgumentException("linux.resources.memory.swappiness: needs cgroup version 1");
        }
        long limit = orZero(memory.limit());
        if (limit != 0) {
            add("memory", "memory.max", limit > 0 ? limit : "max");
        }
        long swap = orZero(memory.swap());
        if (swap != 0) {
            add("memory", "memory.swap.max", swapAlone(swap, limit));
        }
        long reservation = orZero(memory.reservation());
        if (reservation != 0) {
            add("memory", "memory.low", reservation > 0 ? reservation : "max");
        }
    }

    private static Object swapAlone(long memoryAndSwap, long memory) {
        if (memoryAndSwap < 0) {
            return "max";
        }
        if (memory <= 0 || memoryAndSwap < memory) {
            throw new InvalidArgumentException(
                    "linux.resources.memory: swap %d is less than limit %d".formatted(memoryAndSwap, memory));
        }
        return memoryAndSwap - memory;
    }

    private void addBlockIo(@Nullable BlockIo io) {
        if (io == null) {
            return;
        }
        Integer weight = io.weight();
        if (weight != null && weight != 0) {
            addIoWeight("default", weight);
        }
        for (WeightDevice device : io.weightDevice()) {
            Integer own = device.weight();
            if (own != null) {
                addIoWeight("%d:%d".formatted(device.major(), device.minor()), own);
            }
        }
        addThrottle("rbps", io.throttleReadBpsDevice());
        addThrottle("wbps", io.throttleWriteBpsDevice());
        addThrottle("riops", io.throttleReadIOPSDevice());
        addThrottle("wiops", io.throttleWriteIOPSDevice());
    }

    private void addIoWeight(String whom, int weight) {
        settings.add(new Setting("io", List.of("io.weight"), "%s %d".formatted(whom, ioWeightOf(weight))));
    }

    private void addThrottle(String what, List<ThrottleDevice> devices) {
        for (ThrottleDevice device : devices) {
            add(
                    "io",
                    "io.max",
                    "%d:%d %s=%s"
                            .formatted(device.major(), device.minor(), what, Long.toUnsignedString(device.rate())));
        }
    }

    private void addUnified(String file, String value) {
        int dot = file.indexOf('.');
        if (dot <= 0 || file.indexOf('/') >= 0) {
            throw new InvalidArgumentException(
                    "linux.resources.unified: \"%s\" is no file of a cgroup".formatted(file));
        }
        add(file.substring(0, dot), file, value);
    }

    private void add(String controller, String file, @Nullable Object value) {
        if (value != null) {
            settings.add(Setting.of(controller, file, value));
        }
    }

    /** Docker's clients write 0 for "not set". */
    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
