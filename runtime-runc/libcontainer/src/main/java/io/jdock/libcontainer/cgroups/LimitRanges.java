package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.NetworkClass;
import io.jdock.oci.runtime.Rdma;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.WeightDevice;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What no kernel accepts, told by name before anything is made of it. 0 means "not set" wherever Docker's clients write it. */
final class LimitRanges {

    /** Range, group and list of cpuset(7), with the words that newer kernels know. */
    private static final Pattern LIST = Pattern.compile("[0-9allN,:/ -]*");

    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]*[KMG]B");

    private static final Pattern UNIFIED = Pattern.compile("[a-z][a-z0-9_]*\\.[A-Za-z0-9_.]+");

    private static final Pattern DEVICE_NAME = Pattern.compile("[^\\s/]+");

    private LimitRanges() {}

    /** @throws InvalidArgumentException for a value out of range, or two that contradict each other */
    static void check(Resources limits) {
        checkMemory(limits.memory());
        checkCpu(limits.cpu());
        checkBlockIo(limits.blockIO());
        for (HugepageLimit limit : limits.hugepageLimits()) {
            require(
                    limit.pageSize() != null
                            && PAGE_SIZE.matcher(limit.pageSize()).matches(),
                    "hugepageLimits.pageSize",
                    limit.pageSize(),
                    "a size as in 64KB, 2MB or 1GB");
        }
        checkNetwork(limits.network());
        limits.rdma().forEach(LimitRanges::checkRdma);
        limits.unified()
                .keySet()
                .forEach(file -> require(
                        UNIFIED.matcher(file).matches(), "unified", file, "a file name as in CONTROLLER.PARAMETER"));
    }

    private static void checkMemory(@Nullable Memory memory) {
        if (memory == null) {
            return;
        }
        atLeast(-1, "memory.limit", memory.limit());
        atLeast(-1, "memory.swap", memory.swap());
        atLeast(-1, "memory.reservation", memory.reservation());
        long limit = LimitValues.orZero(memory.limit());
        long both = LimitValues.orZero(memory.swap());
        require(both <= 0 || both >= limit, "memory.swap", both, "no less than the limit of memory alone, " + limit);
        Long swappiness = memory.swappiness();
        if (swappiness != null && swappiness != -1) {
            within(0, 100, "memory.swappiness", swappiness);
        }
    }

    private static void checkCpu(@Nullable Cpu cpu) {
        if (cpu == null) {
            return;
        }
        atLeast(0, "cpu.shares", cpu.shares());
        Long quota = cpu.quota();
        if (quota != null && quota > 0) {
            atLeast(1000, "cpu.quota", quota);
        }
        if (cpu.period() != null && cpu.period() != 0) {
            within(1000, 1_000_000, "cpu.period", cpu.period());
        }
        atLeast(0, "cpu.burst", cpu.burst());
        if (quota != null && quota > 0 && cpu.burst() != null) {
            require(cpu.burst() <= quota, "cpu.burst", cpu.burst(), "no more than the quota, " + quota);
        }
        atLeast(0, "cpu.realtimePeriod", cpu.realtimePeriod());
        atLeast(-1, "cpu.realtimeRuntime", cpu.realtimeRuntime());
        within(0, 1, "cpu.idle", cpu.idle());
        checkList("cpu.cpus", cpu.cpus());
        checkList("cpu.mems", cpu.mems());
    }

    private static void checkList(String field, @Nullable String list) {
        require(list == null || LIST.matcher(list).matches(), field, list, "a list as in 0-3,5");
    }

    private static void checkBlockIo(@Nullable BlockIo io) {
        if (io == null) {
            return;
        }
        checkWeight("blockIO.weight", io.weight());
        checkWeight("blockIO.leafWeight", io.leafWeight());
        for (WeightDevice device : io.weightDevice()) {
            checkWeight("blockIO.weightDevice.weight", device.weight());
            checkWeight("blockIO.weightDevice.leafWeight", device.leafWeight());
        }
    }

    private static void checkWeight(String field, @Nullable Integer weight) {
        if (weight != null && weight != 0) {
            within(10, 1000, field, weight.longValue());
        }
    }

    private static void checkNetwork(@Nullable NetworkClass network) {
        if (network == null) {
            return;
        }
        network.priorities()
                .forEach(each -> require(
                        DEVICE_NAME.matcher(each.name()).matches(),
                        "network.priorities.name",
                        each.name(),
                        "the name of an interface"));
    }

    private static void checkRdma(String device, Rdma limit) {
        require(DEVICE_NAME.matcher(device).matches(), "rdma", device, "the name of a device");
        require(
                limit.hcaHandles() != null || limit.hcaObjects() != null,
                "rdma." + device,
                "",
                "hcaHandles, hcaObjects or both");
    }

    /** A sum says nothing of its parts. */
    static void requireMemoryLimit(boolean known, long both) {
        require(known || both <= 0, "memory.swap", both, "a limit of memory beside it");
    }

    private static void atLeast(long least, String field, @Nullable Long value) {
        require(value == null || value >= least, field, value, least + " or more");
    }

    private static void within(long least, long most, String field, @Nullable Long value) {
        require(value == null || value >= least && value <= most, field, value, least + " to " + most);
    }

    private static void require(boolean holds, String field, @Nullable Object value, String wanted) {
        if (!holds) {
            throw new InvalidArgumentException("linux.resources.%s: \"%s\": want %s".formatted(field, value, wanted));
        }
    }
}
