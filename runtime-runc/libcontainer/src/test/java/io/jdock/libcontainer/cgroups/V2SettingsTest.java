package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class V2SettingsTest {

    private static final Map<String, String> VALUES =
            Map.of("cpu.max", "50000 100000", "memory.max", "64", "memory.swap.max", "64", "memory.current", "60");

    private static final CurrentValues IN_FORCE = file -> Optional.ofNullable(VALUES.get(file));

    @Test
    void convertsWhatSpecsSayInTermsOfVersion1() {
        Resources limits = Resources.builder()
                .cpu(Cpu.builder()
                        .shares(1024L)
                        .quota(50_000L)
                        .period(100_000L)
                        .burst(10_000L)
                        .cpus("0-1")
                        .mems("")
                        .build())
                .memory(Memory.builder()
                        .limit(100L)
                        .swap(300L)
                        .reservation(50L)
                        .kernel(7L)
                        .swappiness(-1L)
                        .disableOOMKiller(false)
                        .build())
                .pids(new Pids(0L))
                .blockIO(new BlockIo(
                        500,
                        null,
                        List.of(),
                        List.of(new ThrottleDevice(8, 16, 1024)),
                        List.of(),
                        List.of(),
                        List.of()))
                .build();

        assertEquals(
                List.of(
                        "pids.max=1",
                        "memory.swap.max=200",
                        "memory.max=100",
                        "memory.low=50",
                        "io.bfq.weight=500",
                        "io.max=8:16 rbps=1024",
                        "cpu.weight=100",
                        "cpu.max.burst=10000",
                        "cpu.max=50000 100000",
                        "cpuset.cpus=0-1"),
                texts(limits, CurrentValues.NONE));
    }

    @Test
    void weighsBlockDevicesOnEitherScale() {
        BlockIo io = new BlockIo(
                10, 0, List.of(new WeightDevice(8, 0, 1000, null)), List.of(), List.of(), List.of(), List.of());

        List<Setting> settings = V2Settings.of(Resources.builder().blockIO(io).build(), CurrentValues.NONE);

        assertEquals(
                List.of(new Setting.Choice("io.bfq.weight", "10"), new Setting.Choice("io.weight", "1")),
                settings.getFirst().choices());
        assertEquals(
                List.of(new Setting.Choice("io.bfq.weight", "8:0 1000"), new Setting.Choice("io.weight", "8:0 10000")),
                settings.getLast().choices());
    }

    @Test
    void keepsTheOtherHalfOfAPair() {
        assertEquals(List.of("cpu.max=50000 200000"), texts(cpu(Cpu.builder().period(200_000L)), IN_FORCE));
        assertEquals(List.of("cpu.max=20000"), texts(cpu(Cpu.builder().quota(20_000L)), IN_FORCE));
        assertEquals(List.of("cpu.max=max"), texts(cpu(Cpu.builder().quota(-1L)), IN_FORCE));
        assertEquals(List.of("memory.swap.max=32", "memory.max=96"), texts(memory(96L, null), IN_FORCE));
        assertEquals(List.of("memory.swap.max=136"), texts(memory(null, 200L), IN_FORCE));
        assertThrows(InvalidArgumentException.class, () -> V2Settings.of(memory(200L, null), IN_FORCE));
    }

    @Test
    void leavesSwapAloneThatHasNoLimit() {
        assertEquals(List.of("memory.max=96"), texts(memory(96L, null), CurrentValues.NONE));
        assertEquals(List.of("memory.swap.max=max", "memory.max=max"), texts(memory(-1L, null), IN_FORCE));
        assertEquals(List.of("memory.swap.max=300", "memory.max=max"), texts(memory(-1L, 300L), IN_FORCE));
        assertEquals(List.of("memory.swap.max=max"), texts(memory(null, -1L), IN_FORCE));
    }

    @Test
    void needsNoAccountingOfSwapForNoneAtAll() {
        List<Setting> none = V2Settings.of(memory(64L, 64L), CurrentValues.NONE);
        List<Setting> some = V2Settings.of(memory(64L, 65L), CurrentValues.NONE);

        assertEquals("memory.swap.max=0", none.getFirst().toString());
        assertTrue(none.getFirst().optional());
        assertFalse(some.getFirst().optional());
    }

    @Test
    void refusesLessMemoryThanIsInUseWhereThatIsAskedFor() {
        Memory.Builder less = Memory.builder().limit(50L);
        Resources unchecked = Resources.builder().memory(less.build()).build();
        Resources checked =
                Resources.builder().memory(less.checkBeforeUpdate(true).build()).build();

        assertEquals(2, V2Settings.of(unchecked, IN_FORCE).size());
        assertThrows(InvalidArgumentException.class, () -> V2Settings.of(checked, IN_FORCE));
    }

    @Test
    void writesIdleOnTheSideOfTheWeightWhereTheKernelTakesBoth() {
        assertEquals(
                List.of("cpu.weight=100", "cpu.idle=1"),
                texts(cpu(Cpu.builder().shares(1024L).idle(1L)), CurrentValues.NONE));
        assertEquals(
                List.of("cpu.idle=0", "cpu.weight=100"),
                texts(cpu(Cpu.builder().shares(1024L).idle(0L)), CurrentValues.NONE));
    }

    @Test
    void knowsTheControllersOfTheSmallPrint() {
        Resources limits = Resources.builder()
                .hugepageLimits(List.of(new HugepageLimit("1GB", 1 << 30)))
                .rdma(Map.of("mlx5_1", new Rdma(null, 10L)))
                .unified(Map.of("misc.max", "sev 1"))
                .network(new NetworkClass(null, List.of()))
                .build();

        assertEquals(
                List.of(
                        "hugetlb.1GB.max=1073741824",
                        "hugetlb.1GB.rsvd.max=1073741824",
                        "rdma.max=mlx5_1 hca_object=10",
                        "misc.max=sev 1"),
                texts(limits, CurrentValues.NONE));
        assertEquals(
                List.of("misc.max=sev 1"),
                V2Settings.of(limits, CurrentValues.NONE, "misc"::equals).stream()
                        .map(Setting::toString)
                        .toList());
    }

    @Test
    void refusesWhatOnlyVersion1Has() {
        List<Resources> impossible = List.of(
                cpu(Cpu.builder().realtimeRuntime(5L)),
                cpu(Cpu.builder().realtimePeriod(5L)),
                Resources.builder()
                        .memory(Memory.builder().swappiness(60L).build())
                        .build(),
                Resources.builder()
                        .memory(Memory.builder().disableOOMKiller(true).build())
                        .build(),
                Resources.builder().network(new NetworkClass(1L, List.of())).build(),
                Resources.builder()
                        .blockIO(new BlockIo(null, 500, List.of(), List.of(), List.of(), List.of(), List.of()))
                        .build());

        for (Resources limits : impossible) {
            assertThrows(InvalidArgumentException.class, () -> V2Settings.of(limits, CurrentValues.NONE));
        }
    }

    private static Resources cpu(Cpu.Builder cpu) {
        return Resources.builder().cpu(cpu.build()).build();
    }

    private static Resources memory(@Nullable Long limit, @Nullable Long swap) {
        return Resources.builder()
                .memory(Memory.builder().limit(limit).swap(swap).build())
                .build();
    }

    private static List<String> texts(Resources limits, CurrentValues now) {
        return V2Settings.of(limits, now).stream().map(Setting::toString).toList();
    }
}
