package io.jdock.libcontainer.cgroups;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files as Linux 6 writes them. */
final class V2StatsTest {

    @TempDir
    Path directory;

    @Test
    void readsProcessorTimeInNanoseconds() throws IOException {
        file(
                "cpu.stat",
                "usage_usec 9\nuser_usec 5\nsystem_usec 4\nnr_periods 7\nnr_throttled 2\nthrottled_usec 6\nnr_bursts 1\n"
                        + "burst_usec 3");
        file("cpu.pressure", "some avg10=1.50 avg60=0.25 avg300=0.00 total=12345");

        CgroupStats.CpuUsage cpu = V2Stats.read(directory).cpu();

        assertEquals(9000, cpu.total());
        assertEquals(5000, cpu.user());
        assertEquals(4000, cpu.system());
        assertEquals(new CgroupStats.Throttling(7, 2, 6000), cpu.throttling());
        assertEquals(new CgroupStats.Bursts(1, 3000), cpu.bursts());
        assertEquals(
                new CgroupStats.Pressure(new CgroupStats.Stall(1.5, 0.25, 0, 12345), CgroupStats.Stall.NONE),
                cpu.pressure());
    }

    @Test
    void addsSwapToMemory() throws IOException {
        file("memory.current", "100");
        file("memory.peak", "200");
        file("memory.max", "300");
        file("memory.swap.current", "10");
        file("memory.swap.max", "max");
        file("memory.stat", "anon 60\nfile 40");
        file("memory.events", "low 0\nhigh 0\nmax 5\noom 1\noom_kill 2\noom_group_kill 0");

        CgroupStats.Memory memory = V2Stats.read(directory).memory();

        assertEquals(40, memory.cache());
        assertEquals(new CgroupStats.Counter(100, 200, 0, 300), memory.usage());
        assertEquals(new CgroupStats.Counter(110, 0, 0, CgroupStats.UNLIMITED), memory.withSwap());
        assertEquals(new CgroupStats.Counter(10, 0, 0, CgroupStats.UNLIMITED), memory.swap());
        assertEquals(2, memory.events().get("oom_kill"));
        assertNull(memory.pressure());
    }

    @Test
    void sortsTrafficByWhatIsCounted() throws IOException {
        file("io.stat", "8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6 cost.usage=7\n254:16");
        file(
                "io.pressure",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=2");

        CgroupStats.BlockIo io = V2Stats.read(directory).blockIo();

        assertEquals(
                List.of(new CgroupStats.Entry(8, 0, "Read", 1), new CgroupStats.Entry(8, 0, "Write", 2)),
                io.of(Figure.BYTES));
        assertEquals(
                List.of(new CgroupStats.Entry(8, 0, "Read", 3), new CgroupStats.Entry(8, 0, "Write", 4)),
                io.of(Figure.OPERATIONS));
        assertEquals(List.of(new CgroupStats.Entry(8, 0, "Count", 7)), io.of(Figure.COST_USAGE));
        assertEquals(2, requireNonNull(io.pressure()).full().total());
    }

    @Test
    void readsTheSmallPrint() throws IOException {
        file("rdma.max", "mlx5_1 hca_handle=3 hca_object=max");
        file("rdma.current", "mlx5_1 hca_handle=1 hca_object=2");
        file("misc.current", "sev 4");
        file("misc.events", "sev.max 5");
        file("pids.current", "2");
        file("pids.max", "max");

        CgroupStats stats = V2Stats.read(directory);

        assertEquals(
                List.of(new CgroupStats.RdmaEntry("mlx5_1", 3, 4294967295L)),
                stats.rdma().limit());
        assertEquals(
                List.of(new CgroupStats.RdmaEntry("mlx5_1", 1, 2)), stats.rdma().current());
        assertEquals(Map.of("sev", new CgroupStats.Misc(4, 5)), stats.misc());
        assertEquals(new CgroupStats.Pids(2, CgroupStats.UNLIMITED), stats.pids());
    }

    @Test
    void namesSizesOfHugePagesAsTheKernelDoes() {
        assertEquals("64KB", StatFiles.hugePageSize(64));
        assertEquals("2MB", StatFiles.hugePageSize(2048));
        assertEquals("1GB", StatFiles.hugePageSize(1_048_576));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content + "\n");
    }
}
