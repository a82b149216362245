package io.jdock.libcontainer.cgroups;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files as Linux 6 writes them. */
final class V1StatsTest {

    @TempDir
    Path directory;

    @Test
    void readsProcessorTime() throws IOException {
        file("cpuacct.usage", "9000000");
        file("cpuacct.stat", "user 3\nsystem 1");
        file("cpuacct.usage_percpu", "4000000 5000000 ");
        file("cpuacct.usage_all", "cpu user system\n0 3 1\n1 4 2");
        file("cpu.stat", "nr_periods 7\nnr_throttled 2\nthrottled_time 500\nwait_sum 3");

        CgroupStats.CpuUsage cpu = read().cpu();

        assertEquals(9_000_000, cpu.total());
        assertEquals(30_000_000, cpu.user());
        assertEquals(10_000_000, cpu.system());
        assertEquals(List.of(4_000_000L, 5_000_000L), cpu.perCpu());
        assertEquals(List.of(3L, 4L), cpu.perCpuUser());
        assertEquals(List.of(1L, 2L), cpu.perCpuSystem());
        assertEquals(new CgroupStats.Throttling(7, 2, 500), cpu.throttling());
    }

    @Test
    void readsMemoryWithAndWithoutSwap() throws IOException {
        file("memory.usage_in_bytes", "100");
        file("memory.max_usage_in_bytes", "200");
        file("memory.failcnt", "3");
        file("memory.limit_in_bytes", "9223372036854771712");
        file("memory.memsw.usage_in_bytes", "150");
        file("memory.memsw.failcnt", "4");
        file("memory.kmem.usage_in_bytes", "20");
        file("memory.use_hierarchy", "1");
        file("memory.stat", "cache 40\nrss 60");
        file("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2");

        CgroupStats.Memory memory = read().memory();

        assertEquals(40, memory.cache());
        assertEquals(new CgroupStats.Counter(100, 200, 3, 9223372036854771712L), memory.usage());
        assertEquals(new CgroupStats.Counter(150, 0, 4, 0), memory.withSwap());
        assertEquals(new CgroupStats.Counter(50, 0, 1, 0), memory.swap());
        assertEquals(20, memory.kernel().usage());
        assertEquals(60, memory.details().get("rss"));
        assertEquals(2, memory.events().get("oom_kill"));
    }

    @Test
    void takesBlockDevicesFromTheSchedulerThatCounts() throws IOException {
        file("blkio.bfq.io_serviced_recursive", "Total 0");
        file("blkio.throttle.io_serviced_recursive", "8:0 Read 3\n8:0 Write 4\n8:0 Total 7\nTotal 7");
        file("blkio.throttle.io_service_bytes_recursive", "8:0 Read 300\nTotal 300");

        CgroupStats.BlockIo io = read().blockIo();

        assertEquals(
                List.of(
                        new CgroupStats.Entry(8, 0, "Read", 3),
                        new CgroupStats.Entry(8, 0, "Write", 4),
                        new CgroupStats.Entry(8, 0, "Total", 7)),
                io.of(Figure.OPERATIONS));
        assertEquals(List.of(new CgroupStats.Entry(8, 0, "Read", 300)), io.of(Figure.BYTES));
        assertEquals(List.of(), io.of(Figure.SECTORS));
    }

    @Test
    void readsTheDetailsOfABusyScheduler() throws IOException {
        file("blkio.sectors_recursive", "8:0 6792");
        file("blkio.io_queued_recursive", "8:0 Read 1");

        CgroupStats.BlockIo io = read().blockIo();

        assertEquals(List.of(new CgroupStats.Entry(8, 0, "", 6792)), io.of(Figure.SECTORS));
        assertEquals(List.of(new CgroupStats.Entry(8, 0, "Read", 1)), io.of(Figure.QUEUED));
    }

    @Test
    void readsTheCpuset() throws IOException {
        file("cpuset.cpus", "0-2,5");
        file("cpuset.mems", "0");
        file("cpuset.sched_load_balance", "1");
        file("cpuset.sched_relax_domain_level", "-1");

        CgroupStats.Cpuset cpuset = requireNonNull(read().cpuset());

        assertEquals(List.of(0, 1, 2, 5), cpuset.cpus());
        assertEquals(List.of(0), cpuset.mems());
        assertEquals(1, cpuset.schedLoadBalance());
        assertEquals(-1, cpuset.schedRelaxDomainLevel());
    }

    @Test
    void countsNothingWithoutControllers() {
        CgroupStats stats = V1Stats.read(_ -> Optional.empty());

        assertEquals(0, stats.cpu().total());
        assertEquals(CgroupStats.Memory.NONE, stats.memory());
        assertNull(stats.cpuset());
    }

    private CgroupStats read() {
        return V1Stats.read(_ -> Optional.of(directory));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content + "\n");
    }
}
