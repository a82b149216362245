package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.InterfacePriority;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.NetworkClass;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import io.jdock.oci.runtime.WeightDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits of a runtime spec as files of cgroup version 1, in the order in which they must be written. */
final class V1Settings {

    private final List<Setting> settings = new ArrayList<>();

    private V1Settings() {}

    static List<Setting> of(Resources limits) {
        V1Settings all = new V1Settings();
        all.addCpu(limits.cpu());
        all.addMemory(limits.memory());
        all.addPids(limits.pids());
        all.addBlockIo(limits.blockIO());
        for (HugepageLimit limit : limits.hugepageLimits()) {
            all.add(
                    "hugetlb",
                    "hugetlb.%s.limit_in_bytes".formatted(limit.pageSize()),
                    Long.toUnsignedString(limit.limit()));
        }
        all.addNetwork(limits.network());
        if (!limits.unified().isEmpty()) {
            throw new InvalidArgumentException("linux.resources.unified: this machine has cgroup version 1");
        }
        if (!limits.rdma().isEmpty()) {
            throw new InvalidArgumentException("linux.resources.rdma is not supported");
        }
        return all.settings;
    }

    private void addCpu(@Nullable Cpu cpu) {
        if (cpu == null) {
            return;
        }
        add("cpuset", "cpuset.cpus", blankAsNull(cpu.cpus()));
        add("cpuset", "cpuset.mems", blankAsNull(cpu.mems()));
        add("cpu", "cpu.shares", zeroAsNull(cpu.shares()));
        // A quota is checked against the period in force, so the period comes first.
        add("cpu", "cpu.cfs_period_us", zeroAsNull(cpu.period()));
        add("cpu", "cpu.cfs_quota_us", zeroAsNull(cpu.quota()));
        add("cpu", "cpu.cfs_burst_us", cpu.burst());
        add("cpu", "cpu.rt_period_us", zeroAsNull(cpu.realtimePeriod()));
        add("cpu", "cpu.rt_runtime_us", zeroAsNull(cpu.realtimeRuntime()));
        add("cpu", "cpu.idle", cpu.idle());
    }

    private void addMemory(@Nullable Memory memory) {
        if (memory == null) {
            return;
        }
        // memory+swap may never be less than memory: {@link V1Cgroup} swaps the two when both are raised.
        add("memory", "memory.limit_in_bytes", zeroAsNull(memory.limit()));
        add("memory", "memory.memsw.limit_in_bytes", zeroAsNull(memory.swap()));
        add("memory", "memory.soft_limit_in_bytes", zeroAsNull(memory.reservation()));
        add("memory", "memory.kmem.tcp.limit_in_bytes", zeroAsNull(memory.kernelTCP()));
        add("memory", "memory.swappiness", memory.swappiness());
        if (Boolean.TRUE.equals(memory.disableOOMKiller())) {
            add("memory", "memory.oom_control", 1);
        }
    }

    private void addPids(@Nullable Pids pids) {
        if (pids != null) {
            add("pids", "pids.max", pids.limit() > 0 ? pids.limit() : "max");
        }
    }

    private void addBlockIo(@Nullable BlockIo io) {
        if (io == null) {
            return;
        }
        addWeight(List.of("blkio.weight", "blkio.bfq.weight"), zeroAsNull(io.weight()), "");
        addWeight(List.of("blkio.leaf_weight"), zeroAsNull(io.leafWeight()), "");
        for (WeightDevice device : io.weightDevice()) {
            String prefix = "%d:%d ".formatted(device.major(), device.minor());
            addWeight(List.of("blkio.weight_device", "blkio.bfq.weight_device"), device.weight(), prefix);
            addWeight(List.of("blkio.leaf_weight_device"), device.leafWeight(), prefix);
        }
        addThrottle("read_bps", io.throttleReadBpsDevice());
        addThrottle("write_bps", io.throttleWriteBpsDevice());
        addThrottle("read_iops", io.throttleReadIOPSDevice());
        addThrottle("write_iops", io.throttleWriteIOPSDevice());
    }

    private void addWeight(List<String> files, @Nullable Number weight, String prefix) {
        if (weight != null) {
            settings.add(new Setting("blkio", files, prefix + weight));
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
        add("net_cls", "net_cls.classid", network.classID());
        for (InterfacePriority priority : network.priorities()) {
            add("net_prio", "net_prio.ifpriomap", "%s %d".formatted(priority.name(), priority.priority()));
        }
    }

    private void add(String controller, String file, @Nullable Object value) {
        if (value != null) {
            settings.add(Setting.of(controller, file, value));
        }
    }

    /** Docker's clients write 0 for "not set". */
    private static @Nullable Number zeroAsNull(@Nullable Number value) {
        return value == null || value.longValue() == 0 ? null : value;
    }

    private static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
