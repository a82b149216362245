package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.InterfacePriority;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.NetworkClass;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Rdma;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import io.jdock.oci.runtime.WeightDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class V1SettingsTest {

    @Test
    void writesWhatOthersAreCheckedAgainstFirst() {
        Resources limits = Resources.builder()
                .cpu(Cpu.builder()
                        .shares(1024L)
                        .quota(50_000L)
                        .period(100_000L)
                        .burst(10_000L)
                        .realtimePeriod(1_000_000L)
                        .realtimeRuntime(5000L)
                        .cpus("0-1")
                        .mems("")
                        .idle(0L)
                        .build())
                .memory(Memory.builder()
                        .limit(100L)
                        .swap(300L)
                        .reservation(50L)
                        .swappiness(10L)
                        .kernel(7L)
                        .kernelTCP(7L)
                        .useHierarchy(true)
                        .disableOOMKiller(true)
                        .build())
                .pids(new Pids(-1L))
                .build();

        assertEquals(
                List.of(
                        "cpuset.cpus=0-1",
                        "memory.limit_in_bytes=100",
                        "memory.memsw.limit_in_bytes=300",
                        "memory.soft_limit_in_bytes=50",
                        "memory.oom_control=1",
                        "memory.swappiness=10",
                        "cpu.shares=1024",
                        "cpu.cfs_period_us=100000",
                        "cpu.cfs_burst_us=10000",
                        "cpu.cfs_quota_us=50000",
                        "cpu.idle=0",
                        "cpu.rt_period_us=1000000",
                        "cpu.rt_runtime_us=5000",
                        "pids.max=max"),
                texts(limits, CurrentValues.NONE));
    }

    @Test
    void triesAPeriodAgainThatNeedsItsQuota() {
        Resources both = cpu(Cpu.builder().period(1000L).quota(1000L));
        Resources alone = cpu(Cpu.builder().period(1000L));

        assertTrue(V1Settings.of(both, CurrentValues.NONE).getFirst().postponable());
        assertEquals(
                List.of(false),
                V1Settings.of(alone, CurrentValues.NONE).stream()
                        .map(Setting::postponable)
                        .toList());
    }

    @Test
    void raisesTheSumOfMemoryAndSwapBeforeMemoryAndLowersItAfter() {
        CurrentValues inForce = file -> Optional.of("64");
        CurrentValues unlimited = file -> Optional.of("9223372036854771712");

        assertEquals(
                List.of("memory.memsw.limit_in_bytes=256", "memory.limit_in_bytes=128"),
                texts(memory(128, 256), inForce));
        assertEquals(
                List.of("memory.limit_in_bytes=16", "memory.memsw.limit_in_bytes=32"), texts(memory(16, 32), inForce));
        assertEquals(
                List.of("memory.limit_in_bytes=16", "memory.memsw.limit_in_bytes=32"),
                texts(memory(16, 32), unlimited));
        assertEquals(
                List.of("memory.memsw.limit_in_bytes=-1", "memory.limit_in_bytes=128"),
                texts(memory(128, -1), inForce));
    }

    @Test
    void takesTheLimitOfSwapAwayTogetherWithThatOfMemory() {
        Resources unlimited =
                Resources.builder().memory(Memory.builder().limit(-1L).build()).build();

        List<Setting> settings = V1Settings.of(unlimited, file -> Optional.of("64"));

        assertEquals("[memory.memsw.limit_in_bytes=-1, memory.limit_in_bytes=-1]", settings.toString());
        assertTrue(settings.getFirst().optional());
    }

    @Test
    void limitsBlockDevicesByTheFilesOfEitherScheduler() {
        BlockIo io = new BlockIo(
                500,
                null,
                List.of(new WeightDevice(8, 16, 300, 200)),
                List.of(new ThrottleDevice(8, 16, 1024)),
                List.of(new ThrottleDevice(8, 16, -1)),
                List.of(new ThrottleDevice(8, 16, 3)),
                List.of(new ThrottleDevice(8, 16, 0)));
        List<Setting> settings = V1Settings.of(Resources.builder().blockIO(io).build(), CurrentValues.NONE);

        assertEquals(
                List.of(
                        "blkio.weight=500",
                        "blkio.weight_device=8:16 300",
                        "blkio.leaf_weight_device=8:16 200",
                        "blkio.throttle.read_bps_device=8:16 1024",
                        "blkio.throttle.write_bps_device=8:16 18446744073709551615",
                        "blkio.throttle.read_iops_device=8:16 3",
                        "blkio.throttle.write_iops_device=8:16 0"),
                settings.stream().map(Setting::toString).toList());
        assertEquals(
                new Setting.Choice("blkio.bfq.weight", "500"),
                settings.getFirst().choices().get(1));
    }

    @Test
    void knowsTheControllersOfTheSmallPrint() {
        Resources limits = Resources.builder()
                .hugepageLimits(List.of(new HugepageLimit("2MB", 4 << 20)))
                .network(new NetworkClass(1_048_577L, List.of(new InterfacePriority("eth0", 500))))
                .rdma(Map.of("mlx5_1", new Rdma(3L, 10_000L)))
                .build();

        assertEquals(
                List.of(
                        "hugetlb.2MB.limit_in_bytes=4194304",
                        "hugetlb.2MB.rsvd.limit_in_bytes=4194304",
                        "net_cls.classid=1048577",
                        "net_prio.ifpriomap=eth0 500",
                        "rdma.max=mlx5_1 hca_handle=3 hca_object=10000"),
                texts(limits, CurrentValues.NONE));
    }

    @Test
    void refusesSharesThatTheKernelWouldReplace() {
        for (long shares : new long[] {1, 262_145}) {
            Resources limits = cpu(Cpu.builder().shares(shares));

            assertThrows(InvalidArgumentException.class, () -> V1Settings.of(limits, CurrentValues.NONE));
        }
    }

    @Test
    void refusesASumThatNothingIsKnownOf() {
        Resources swap =
                Resources.builder().memory(Memory.builder().swap(50L).build()).build();

        assertThrows(InvalidArgumentException.class, () -> V1Settings.of(swap, CurrentValues.NONE));
        assertEquals(List.of("memory.memsw.limit_in_bytes=50"), texts(swap, file -> Optional.of("40")));
    }

    private static Resources cpu(Cpu.Builder cpu) {
        return Resources.builder().cpu(cpu.build()).build();
    }

    private static Resources memory(long limit, long swap) {
        return Resources.builder()
                .memory(Memory.builder().limit(limit).swap(swap).build())
                .build();
    }

    private static List<String> texts(Resources limits, CurrentValues now) {
        return V1Settings.of(limits, now).stream().map(Setting::toString).toList();
    }
}
