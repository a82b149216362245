package io.jdock.libcontainer.cgroups;

import static io.jdock.libcontainer.cgroups.LimitValues.blankAsNull;
import static io.jdock.libcontainer.cgroups.LimitValues.orZero;
import static io.jdock.libcontainer.cgroups.LimitValues.zeroAsNull;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.InterfacePriority;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.NetworkClass;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import io.jdock.oci.runtime.WeightDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a runtime spec as files of cgroup version 1, in the order in which they must be written.
 *
 * <p>As runc, this leaves the limits of kernel memory alone, which the kernel no longer has, and takes 0 for "not set" almost
 * everywhere.
 */
final class V1Settings {

    private static final String LIMIT = "memory.limit_in_bytes";
    private static final String LIMIT_OF_BOTH = "memory.memsw.limit_in_bytes";

    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;

    private final List<Setting> settings = new ArrayList<>();
    private final CurrentValues now;

    private V1Settings(CurrentValues now) {
        this.now = now;
    }

    /** @param now what is in force, of files of the memory controller */
    static List<Setting> of(Resources limits, CurrentValues now) {
        LimitRanges.check(limits);
        V1Settings all = new V1Settings(now);
        all.addCpuset(limits.cpu());
        all.addMemory(limits.memory());
        all.addCpu(limits.cpu());
        all.add("pids", "pids.max", LimitValues.pidsMax(limits.pids()));
        all.addBlockIo(limits.blockIO());
        for (HugepageLimit limit : limits.hugepageLimits()) {
            String bytes = Long.toUnsignedString(limit.limit());
            String file = "hugetlb.%s".formatted(limit.pageSize());
            all.add("hugetlb", file + ".limit_in_bytes", bytes);
            all.settings.add(
                    Setting.of("hugetlb", file + ".rsvd.limit_in_bytes", bytes).whereSupported());
        }
        all.addNetwork(limits.network());
        limits.rdma().forEach((device, limit) -> all.add("rdma", "rdma.max", LimitValues.rdmaMax(device, limit)));
        return all.settings;
    }

    private void addCpuset(@Nullable Cpu cpu) {
        if (cpu != null) {
            add("cpuset", "cpuset.cpus", blankAsNull(cpu.cpus()));
            add("cpuset", "cpuset.mems", blankAsNull(cpu.mems()));
        }
    }

    private void addMemory(@Nullable Memory memory) {
        if (memory == null) {
            return;
        }
        long limit = orZero(memory.limit());
        long both = orZero(memory.swap());
        List<Setting> pair = new ArrayList<>(2);
        if (limit != 0) {
            pair.add(Setting.of("memory", LIMIT, limit));
        }
        if (both != 0) {
            pair.add(Setting.of("memory", LIMIT_OF_BOTH, both));
        } else if (limit < 0) {
            // Memory without a limit wants swap without one.
            pair.add(Setting.of("memory", LIMIT_OF_BOTH, limit).whereSupported());
        }
        settings.addAll(inOrder(pair, limit, both));
        add("memory", "memory.soft_limit_in_bytes", zeroAsNull(memory.reservation()));
        if (Boolean.TRUE.equals(memory.disableOOMKiller())) {
            add("memory", "memory.oom_control", 1);
        }
        Long swappiness = memory.swappiness();
        add("memory", "memory.swappiness", swappiness == null || swappiness < 0 ? null : swappiness);
    }

    /** At no moment may the sum be less than memory alone, so on the way up it goes first. */
    private List<Setting> inOrder(List<Setting> pair, long limit, long both) {
        long inForce = now.bytes(LIMIT);
        LimitRanges.requireMemoryLimit(limit != 0 || inForce != Long.MAX_VALUE, both);
        boolean rising = both < 0 || limit < 0 || inForce < both;
        return rising ? pair.reversed() : pair;
    }

    private void addCpu(@Nullable Cpu cpu) {
        if (cpu == null) {
            return;
        }
        Long shares = zeroAsNull(cpu.shares());
        if (shares != null && (shares < LEAST_SHARES || shares > MOST_SHARES)) {
            // The kernel would take another value without a word.
            throw new InvalidArgumentException(
                    "linux.resources.cpu.shares: \"%s\": want %d to %d".formatted(shares, LEAST_SHARES, MOST_SHARES));
        }
        add("cpu", "cpu.shares", shares);
        Long quota = zeroAsNull(cpu.quota());
        addPostponed("cpu.cfs_period_us", zeroAsNull(cpu.period()), quota != null);
        Long burst = cpu.burst();
        if (burst != null) {
            settings.add(Setting.of("cpu", "cpu.cfs_burst_us", burst)
                    .whereSupported()
                    .postponedIf(quota != null));
        }
        add("cpu", "cpu.cfs_quota_us", quota);
        add("cpu", "cpu.idle", cpu.idle());
        Long runtime = zeroAsNull(cpu.realtimeRuntime());
        addPostponed("cpu.rt_period_us", zeroAsNull(cpu.realtimePeriod()), runtime != null);
        add("cpu", "cpu.rt_runtime_us", runtime);
    }

    /** A period may be too short for the quota in force, and fit the one that follows. */
    private void addPostponed(String file, @Nullable Long value, boolean mayHelp) {
        if (value != null) {
            settings.add(Setting.of("cpu", file, value).postponedIf(mayHelp));
        }
    }

    private void addBlockIo(@Nullable BlockIo io) {
        if (io == null) {
            return;
        }
        addWeight("weight", "bfq.weight", "", io.weight());
        addWeight("leaf_weight", "leaf_weight", "", io.leafWeight());
        for (WeightDevice device : io.weightDevice()) {
            String prefix = "%d:%d ".formatted(device.major(), device.minor());
            addWeight("weight_device", "bfq.weight_device", prefix, device.weight());
            addWeight("leaf_weight_device", "leaf_weight_device", prefix, device.leafWeight());
        }
        addThrottle("read_bps", io.throttleReadBpsDevice());
        addThrottle("write_bps", io.throttleWriteBpsDevice());
        addThrottle("read_iops", io.throttleReadIOPSDevice());
        addThrottle("write_iops", io.throttleWriteIOPSDevice());
    }

    /** Each scheduler brings files of its own: CFQ of old, BFQ of today. */
    private void addWeight(String file, String other, String prefix, @Nullable Integer weight) {
        if (weight != null && weight != 0) {
            settings.add(Setting.of("blkio", "blkio." + file, prefix + weight).or("blkio." + other, prefix + weight));
        }
    }

    private void addThrottle(String what, List<ThrottleDevice> devices) {
        for (ThrottleDevice device : devices) {
            add(
                    "blkio",
                    "blkio.throttle.%s_device".formatted(what),
                    "%d:%d %s".formatted(device.major(), device.minor(), Long.toUnsignedString(device.rate())));
        }
    }

    private void addNetwork(@Nullable NetworkClass network) {
        if (network == null) {
            return;
        }
        add("net_cls", "net_cls.classid", zeroAsNull(network.classID()));
        for (InterfacePriority priority : network.priorities()) {
            add("net_prio", "net_prio.ifpriomap", "%s %d".formatted(priority.name(), priority.priority()));
        }
    }

    private void add(String controller, String file, @Nullable Object value) {
        if (value != null) {
            settings.add(Setting.of(controller, file, value));
        }
    }
}
