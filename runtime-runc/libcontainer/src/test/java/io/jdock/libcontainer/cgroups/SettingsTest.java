package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.ThrottleDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same limits as both versions of cgroups want them. */
final class SettingsTest {

    private static final Resources LIMITS = Resources.builder()
            .cpu(Cpu.builder()
                    .shares(1024L)
                    .quota(50_000L)
                    .period(100_000L)
                    .cpus("0-1")
                    .mems("")
                    .build())
            .memory(Memory.builder().limit(100L).swap(300L).reservation(50L).build())
            .pids(new Pids(-1))
            .blockIO(new BlockIo(
                    500, null, List.of(), List.of(new ThrottleDevice(8, 16, 1024)), List.of(), List.of(), List.of()))
            .build();

    @Test
    void writesThePeriodBeforeTheQuotaInVersion1() {
        assertEquals(
                List.of(
                        "cpuset.cpus=0-1",
                        "cpu.shares=1024",
                        "cpu.cfs_period_us=100000",
                        "cpu.cfs_quota_us=50000",
                        "memory.limit_in_bytes=100",
                        "memory.memsw.limit_in_bytes=300",
                        "memory.soft_limit_in_bytes=50",
                        "pids.max=max",
                        "blkio.weight=500",
                        "blkio.throttle.read_bps_device=8:16 1024"),
                texts(V1Settings.of(LIMITS)));
    }

    @Test
    void convertsToVersion2() {
        assertEquals(
                List.of(
                        "cpuset.cpus=0-1",
                        "cpu.weight=39",
                        "cpu.max=50000 100000",
                        "memory.max=100",
                        "memory.swap.max=200",
                        "memory.low=50",
                        "pids.max=max",
                        "io.weight=default 4950",
                        "io.max=8:16 rbps=1024"),
                texts(V2Settings.of(LIMITS)));
    }

    @Test
    void mapsTheEndsOfTheWeightRanges() {
        assertEquals(1, V2Settings.weightOf(2));
        assertEquals(10_000, V2Settings.weightOf(262_144));
        assertEquals(1, V2Settings.ioWeightOf(10));
        assertEquals(10_000, V2Settings.ioWeightOf(1000));
    }

    @Test
    void refusesLimitsThatTheOtherVersionHas() {
        Resources unified =
                Resources.builder().unified(Map.of("memory.high", "1")).build();
        Resources realtime = Resources.builder()
                .cpu(Cpu.builder().realtimeRuntime(5L).build())
                .build();
        Resources path = Resources.builder().unified(Map.of("../x.y", "1")).build();

        assertThrows(InvalidArgumentException.class, () -> V1Settings.of(unified));
        assertThrows(InvalidArgumentException.class, () -> V2Settings.of(realtime));
        assertThrows(InvalidArgumentException.class, () -> V2Settings.of(path));
    }

    @Test
    void refusesLessSwapThanMemory() {
        Resources swap = Resources.builder()
                .memory(Memory.builder().limit(100L).swap(50L).build())
                .build();

        assertThrows(InvalidArgumentException.class, () -> V2Settings.of(swap));
    }

    private static List<String> texts(List<Setting> settings) {
        return settings.stream()
                .map(setting -> setting.files().getFirst() + "=" + setting.value())
                .toList();
    }
}
