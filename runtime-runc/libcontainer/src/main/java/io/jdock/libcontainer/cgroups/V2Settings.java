package io.jdock.libcontainer.cgroups;

import static io.jdock.libcontainer.cgroups.LimitValues.blankAsNull;
import static io.jdock.libcontainer.cgroups.LimitValues.orZero;
import static io.jdock.libcontainer.cgroups.LimitValues.zeroAsNull;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.NetworkClass;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import io.jdock.oci.runtime.WeightDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a runtime spec as files of cgroup version 2, in the order in which they must be written.
 *
 * <p>Specs speak of version 1, so shares become a weight, the sum of memory and swap becomes swap alone, and a block I/O weight
 * gets the wider range of version 2. What version 2 cannot do is refused.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">the kernel's description</a>
 */
final class V2Settings {

    private static final NetworkClass NO_CLASS = new NetworkClass(null, List.of());

    private final List<Setting> settings = new ArrayList<>();
    private final CurrentValues now;
    private final Predicate<String> wanted;

    private V2Settings(CurrentValues now, Predicate<String> wanted) {
        this.now = now;
        this.wanted = wanted;
    }

    static List<Setting> of(Resources limits, CurrentValues now) {
        return of(limits, now, _ -> true);
    }

    /** @param wanted the controllers to set: the others may be of version 1 */
    static List<Setting> of(Resources limits, CurrentValues now, Predicate<String> wanted) {
        LimitRanges.check(limits);
        V2Settings all = new V2Settings(now, wanted);
        all.add("pids", "pids.max", LimitValues.pidsMax(limits.pids()));
        all.addMemory(limits.memory());
        all.addBlockIo(limits.blockIO());
        all.addCpu(limits.cpu());
        for (HugepageLimit limit : limits.hugepageLimits()) {
            String bytes = Long.toUnsignedString(limit.limit());
            String file = "hugetlb.%s".formatted(limit.pageSize());
            all.add("hugetlb", file + ".max", bytes);
            all.add(Setting.of("hugetlb", file + ".rsvd.max", bytes).whereSupported());
        }
        limits.rdma().forEach((device, limit) -> all.add("rdma", "rdma.max", LimitValues.rdmaMax(device, limit)));
        NetworkClass network = limits.network();
        all.refuse("network", network != null && !network.equals(NO_CLASS), "net_cls");
        limits.unified().forEach((file, value) -> all.add(file.substring(0, file.indexOf('.')), file, value));
        return all.settings;
    }

    private void addMemory(@Nullable Memory memory) {
        if (memory == null || !wanted.test("memory")) {
            return;
        }
        Long swappiness = memory.swappiness();
        refuse("memory.disableOOMKiller", Boolean.TRUE.equals(memory.disableOOMKiller()), "memory");
        refuse("memory.swappiness", swappiness != null && swappiness >= 0, "memory");
        long limit = orZero(memory.limit());
        long both = orZero(memory.swap());
        if (Boolean.TRUE.equals(memory.checkBeforeUpdate())) {
            refuseLessThanInUse(limit, both);
        }
        addSwap(limit, both);
        add("memory", "memory.max", maximum(limit));
        add("memory", "memory.low", maximum(orZero(memory.reservation())));
    }

    private void addSwap(long limit, long both) {
        long known = limit == 0 ? now.bytes("memory.max") : limit;
        LimitRanges.requireMemoryLimit(known != Long.MAX_VALUE, both);
        if (both < 0 || both == 0 && limit < 0) {
            // Memory without a limit wants swap without one.
            add(Setting.of("memory", "memory.swap.max", "max").whereSupported());
        } else if (both > 0) {
            addSwapAlone(known < 0 ? both : both - known);
        } else if (limit > 0) {
            keepSum(limit);
        }
    }

    /** As with version 1: what memory gets more of the sum in force, swap gets less. */
    private void keepSum(long limit) {
        long memory = now.bytes("memory.max");
        long swap = now.bytes("memory.swap.max");
        if (memory != Long.MAX_VALUE && swap != Long.MAX_VALUE) {
            addSwapAlone(memory + swap - limit);
        }
    }

    private void addSwapAlone(long bytes) {
        if (bytes < 0) {
            throw new InvalidArgumentException(
                    "linux.resources.memory: the limit of memory and swap together is %d less than that of memory"
                            .formatted(-bytes));
        }
        Setting swap = Setting.of("memory", "memory.swap.max", bytes);
        // A kernel without accounting for swap cannot limit it, but a machine without swap needs no limit of none.
        add(bytes == 0 ? swap.whereSupported() : swap);
    }

    /** Version 1 does so by itself; version 2 would kill. */
    private void refuseLessThanInUse(long limit, long both) {
        long usage = now.read("memory.current").map(Long::parseLong).orElse(-1L);
        for (long wished : new long[] {both, limit}) {
            if (wished > 0 && wished <= usage) {
                throw new InvalidArgumentException(
                        "linux.resources.memory: limit %d is not more than what is in use, %d"
                                .formatted(wished, usage));
            }
        }
    }

    private static @Nullable Object maximum(long bytes) {
        return bytes == 0 ? null : bytes < 0 ? "max" : bytes;
    }

    private void addBlockIo(@Nullable BlockIo io) {
        if (io == null || !wanted.test("io")) {
            return;
        }
        refuseLeafWeight(io.leafWeight());
        addWeight("", io.weight());
        for (WeightDevice device : io.weightDevice()) {
            refuseLeafWeight(device.leafWeight());
            addWeight("%d:%d ".formatted(device.major(), device.minor()), device.weight());
        }
        addThrottle("rbps", io.throttleReadBpsDevice());
        addThrottle("wbps", io.throttleWriteBpsDevice());
        addThrottle("riops", io.throttleReadIOPSDevice());
        addThrottle("wiops", io.throttleWriteIOPSDevice());
    }

    private void refuseLeafWeight(@Nullable Integer weight) {
        refuse("blockIO.leafWeight", weight != null && weight != 0, "io");
    }

    /** The scheduler BFQ counts as version 1 does. */
    private void addWeight(String prefix, @Nullable Integer weight) {
        if (weight != null && weight != 0) {
            add(Setting.of("io", "io.bfq.weight", prefix + weight)
                    .or("io.weight", prefix + LimitValues.ioWeightOf(weight)));
        }
    }

    private void addThrottle(String what, List<ThrottleDevice> devices) {
        for (ThrottleDevice device : devices) {
            String rate = Long.toUnsignedString(device.rate());
            add("io", "io.max", "%d:%d %s=%s".formatted(device.major(), device.minor(), what, rate));
        }
    }

    private void addCpu(@Nullable Cpu cpu) {
        if (cpu == null) {
            return;
        }
        refuse("cpu.realtimeRuntime", orZero(cpu.realtimeRuntime()) != 0, "cpu");
        refuse("cpu.realtimePeriod", orZero(cpu.realtimePeriod()) != 0, "cpu");
        Long idle = cpu.idle();
        Long shares = zeroAsNull(cpu.shares());
        Object weight = shares == null ? null : LimitValues.weightOf(shares);
        // An idle group takes no weight: it must be one only after that, and not be one any more before.
        add("cpu", "cpu.idle", idle != null && idle == 0 ? idle : null);
        add("cpu", "cpu.weight", weight);
        add("cpu", "cpu.idle", idle != null && idle != 0 ? idle : null);
        long quota = orZero(cpu.quota());
        Long burst = cpu.burst();
        if (burst != null) {
            add(Setting.of("cpu", "cpu.max.burst", burst).postponedIf(quota != 0));
        }
        add("cpu", "cpu.max", cpuMax(quota, cpu.period()));
        add("cpuset", "cpuset.cpus", blankAsNull(cpu.cpus()));
        add("cpuset", "cpuset.mems", blankAsNull(cpu.mems()));
    }

    /** Without a period the one in force stays, which the kernel sees to; without a quota likewise, which it does not. */
    private @Nullable String cpuMax(long quota, @Nullable Long period) {
        String limit = quota < 0 ? "max" : Long.toString(quota);
        if (orZero(period) == 0) {
            return quota == 0 ? null : limit;
        }
        String kept = now.read("cpu.max").map(text -> text.split(" ")[0]).orElse("max");
        return (quota == 0 ? kept : limit) + " " + period;
    }

    private void refuse(String field, boolean given, String controller) {
        if (given && wanted.test(controller)) {
            throw new InvalidArgumentException(
                    "linux.resources.%s: cgroup version 2 has nothing like it".formatted(field));
        }
    }

    private void add(String controller, String file, @Nullable Object value) {
        if (value != null) {
            add(Setting.of(controller, file, value));
        }
    }

    private void add(Setting setting) {
        if (wanted.test(setting.controller())) {
            settings.add(setting);
        }
    }
}
