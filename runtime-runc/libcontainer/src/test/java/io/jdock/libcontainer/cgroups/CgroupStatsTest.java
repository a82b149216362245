package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import org.junit.jupiter.api.Test;

/** Measures for real, in the version of cgroups that this machine has. */
final class CgroupStatsTest {

    @Test
    void countsWhatProcessesUse() {
        Resources limits = Resources.builder()
                .memory(Memory.builder().limit(64L << 20).build())
                .pids(new Pids(20L))
                .build();
        try (TestCgroup test = TestCgroup.create(limits)) {
            test.output("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");
            test.run("sleep 100");

            CgroupStats stats = test.cgroup().stats();

            assertEquals(test.isVersion2() ? 2 : 1, stats.version());
            assertTrue(stats.cpu().total() > 1_000_000, stats.cpu().toString());
            assertTrue(stats.memory().usage().maxUsage() > 0, stats.memory().toString());
            assertTrue(
                    stats.memory().usage().maxUsage() >= stats.memory().usage().usage());
            assertEquals(64L << 20, stats.memory().usage().limit());
            assertTrue(stats.memory().details().size() > 20);
            assertEquals(new CgroupStats.Pids(stats.pids().current(), 20), stats.pids());
            assertTrue(stats.pids().current() >= 1);
        }
    }

    @Test
    void measuresACgroupThatIsGone() {
        try (TestCgroup test = TestCgroup.planned()) {
            assertEquals(0, test.cgroup().stats().cpu().total());
        }
    }
}
