package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.HugepageLimit;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sets limits for real, in the version of cgroups that this machine has. */
final class CgroupLimitsTest {

    private static final long MIB = 1 << 20;

    @Test
    void putsLimitsInForce() {
        Resources limits = Resources.builder()
                .cpu(Cpu.builder()
                        .shares(512L)
                        .period(50_000L)
                        .quota(25_000L)
                        .burst(5000L)
                        .cpus("0")
                        .build())
                .memory(Memory.builder().limit(64 * MIB).reservation(32 * MIB).build())
                .pids(new Pids(20L))
                .build();

        try (TestCgroup test = TestCgroup.create(limits)) {
            boolean two = test.isVersion2();
            assertEquals(two ? "59" : "512", test.value("cpu", "cpu.shares", "cpu.weight"));
            assertEquals(two ? "25000 50000" : "25000", test.value("cpu", "cpu.cfs_quota_us", "cpu.max"));
            assertEquals("5000", test.value("cpu", "cpu.cfs_burst_us", "cpu.max.burst"));
            assertEquals("0", test.value("cpuset", "cpuset.cpus", "cpuset.cpus"));
            assertEquals("67108864", test.value("memory", "memory.limit_in_bytes", "memory.max"));
            assertEquals("33554432", test.value("memory", "memory.soft_limit_in_bytes", "memory.low"));
            assertEquals("20", test.value("pids", "pids.max", "pids.max"));
        }
    }

    @Test
    void movesMemoryAndSwapUpAndDown() {
        try (TestCgroup test = TestCgroup.create(memory(64, 128))) {
            assertMemory(test, 64, 64);

            test.cgroup().update(memory(200, 300));
            assertMemory(test, 200, 100);

            test.cgroup().update(memory(32, 48));
            assertMemory(test, 32, 16);

            test.cgroup().update(memory(40, 0));
            assertMemory(test, 40, 8);

            test.cgroup()
                    .update(Resources.builder()
                            .memory(Memory.builder().limit(-1L).build())
                            .build());
            assertTrue(
                    test.value("memory", "memory.limit_in_bytes", "memory.max").matches("max|9223372036854771712"));
            assertTrue(test.value("memory", "memory.memsw.limit_in_bytes", "memory.swap.max")
                    .matches("max|9223372036854771712"));
        }
    }

    @Test
    void changesAQuotaAndItsPeriodEachByItself() {
        try (TestCgroup test =
                TestCgroup.create(cpu(Cpu.builder().quota(50_000L).period(100_000L)))) {
            test.cgroup().update(cpu(Cpu.builder().quota(20_000L)));
            assertCpu(test, "20000", "100000");

            test.cgroup().update(cpu(Cpu.builder().period(200_000L)));
            assertCpu(test, "20000", "200000");

            test.cgroup().update(cpu(Cpu.builder().quota(-1L)));
            assertCpu(test, test.isVersion2() ? "max" : "-1", "200000");
        }
    }

    /** A parent's quota makes the kernel refuse the one before the other. */
    @Test
    void fitsAShorterPeriodTogetherWithItsQuota() {
        try (TestCgroup parent =
                TestCgroup.create(cpu(Cpu.builder().quota(100_000L).period(100_000L)))) {
            Cgroup child = CgroupFiles.at(
                    CgroupLayout.detect(), new CgroupPath(parent.cgroup().path() + "/child"));
            child.create(cpu(Cpu.builder().quota(100_000L).period(100_000L)));

            child.update(cpu(Cpu.builder().quota(10_000L).period(10_000L)));

            String file = parent.isVersion2() ? "cpu.max" : "cpu.cfs_period_us";
            assertTrue(ControlFile.read(parent.directory("cpu").resolve("child").resolve(file))
                    .orElse("")
                    .endsWith("10000"));
        }
    }

    @Test
    void leavesNothingOfACgroupWithALimitThatTheKernelRefuses() {
        try (TestCgroup test = TestCgroup.planned()) {
            var error = assertThrows(
                    EngineException.class,
                    () -> test.cgroup().create(cpu(Cpu.builder().cpus("4095"))));

            assertTrue(error.text().contains("cpuset.cpus=4095"), error.text());
            assertFalse(test.exists());
        }
    }

    @Test
    void leavesACgroupThatWasThereBefore() {
        try (TestCgroup test = TestCgroup.create(memory(64, 64))) {
            assertThrows(
                    EngineException.class,
                    () -> test.cgroup().create(cpu(Cpu.builder().cpus("4095"))));

            assertTrue(test.exists());
        }
    }

    @Test
    void tellsWhatIsInUseWhenThatIsMoreThanTheLimit() {
        try (TestCgroup test = TestCgroup.create(memory(256, 256))) {
            Process hog = test.run("head -c 60000000 /dev/zero | tail -c 60000000 | { read -r line; sleep 100; }");
            awaitUsage(test, 50 * MIB, hog);

            Resources less = Resources.builder()
                    .memory(Memory.builder()
                            .limit(8 * MIB)
                            .swap(8 * MIB)
                            .checkBeforeUpdate(true)
                            .build())
                    .build();
            assertThrows(InvalidArgumentException.class, () -> test.cgroup().update(less));
            assertEquals("268435456", test.value("memory", "memory.limit_in_bytes", "memory.max"));
        }
    }

    @Test
    void limitsHugePagesWhereverTheControllerIs() {
        try (TestCgroup test = TestCgroup.planned()) {
            Resources limits = Resources.builder()
                    .hugepageLimits(List.of(new HugepageLimit("2MB", 4 * MIB)))
                    .build();
            assumeTrue(Files.exists(Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB")), "needs huge pages of 2 MB");

            test.cgroup().create(limits);

            String file = CgroupLayout.detect() instanceof CgroupLayout.V1 one
                            && one.controllers().containsKey("hugetlb")
                    ? "hugetlb.2MB%s.limit_in_bytes"
                    : "hugetlb.2MB%s.max";
            for (String kind : List.of("", ".rsvd")) {
                assertEquals(
                        "4194304",
                        ControlFile.read(test.directory("hugetlb").resolve(file.formatted(kind)))
                                .orElse("absent"));
            }
        }
    }

    @Test
    void refusesAControllerThatIsNotThereBeforeAnythingIsMade() {
        try (TestCgroup test = TestCgroup.planned()) {
            Resources limits =
                    Resources.builder().unified(Map.of("nonesuch.max", "1")).build();

            var error = assertThrows(
                    InvalidArgumentException.class, () -> test.cgroup().check(limits));

            assertTrue(error.text().contains("nonesuch"), error.text());
        }
    }

    @Test
    void writesFilesOfVersion2AsTheyAreNamed() {
        try (TestCgroup test = TestCgroup.planned()) {
            assumeTrue(test.isVersion2(), "needs cgroup version 2");
            test.cgroup()
                    .create(Resources.builder()
                            .unified(Map.of("memory.high", "50331648", "cgroup.max.descendants", "5"))
                            .build());

            assertEquals("50331648", test.value("", "", "memory.high"));
            assertEquals("5", test.value("", "", "cgroup.max.descendants"));
        }
    }

    private static void awaitUsage(TestCgroup test, long bytes, Process process) {
        while (process.isAlive()
                && Long.parseLong(test.value("memory", "memory.usage_in_bytes", "memory.current")) < bytes) {
            Thread.onSpinWait();
        }
        assertTrue(process.isAlive(), "the process ended");
    }

    private static void assertMemory(TestCgroup test, long mebibytes, long swap) {
        assertEquals(Long.toString(mebibytes * MIB), test.value("memory", "memory.limit_in_bytes", "memory.max"));
        assertEquals(
                Long.toString((test.isVersion2() ? swap : mebibytes + swap) * MIB),
                test.value("memory", "memory.memsw.limit_in_bytes", "memory.swap.max"));
    }

    private static void assertCpu(TestCgroup test, String quota, String period) {
        assertEquals(
                test.isVersion2() ? quota + " " + period : quota, test.value("cpu", "cpu.cfs_quota_us", "cpu.max"));
        if (!test.isVersion2()) {
            assertEquals(period, test.value("cpu", "cpu.cfs_period_us", ""));
        }
    }

    private static Resources cpu(Cpu.Builder cpu) {
        return Resources.builder().cpu(cpu.build()).build();
    }

    private static Resources memory(long mebibytes, long withSwap) {
        return Resources.builder()
                .memory(Memory.builder()
                        .limit(mebibytes * MIB)
                        .swap(withSwap == 0 ? null : withSwap * MIB)
                        .build())
                .build();
    }
}
