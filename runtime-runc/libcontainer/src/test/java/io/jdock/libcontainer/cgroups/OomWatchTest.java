package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Resources;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs out of memory for real, in the version of cgroups that this machine has. */
final class OomWatchTest {

    private static final Resources LITTLE = Resources.builder()
            .memory(Memory.builder().limit(16L << 20).swap(16L << 20).build())
            .build();

    @Test
    void tellsOfEachKill() {
        try (TestCgroup test = TestCgroup.create(LITTLE);
                OomWatch watch = test.cgroup().watchMemory()) {
            // Something else lives on: the cgroup has not come to its end.
            test.run("sleep 100");

            for (int kill = 1; kill <= 2; kill++) {
                test.output("head -c 100000000 /dev/zero | tail -c 100000000 | wc -c");

                assertTrue(watch.await());
                assertTrue(test.cgroup().oomKills() >= kill);
            }
        }
    }

    @Test
    void endsWithTheCgroup() {
        TestCgroup test = TestCgroup.create(LITTLE);
        try (OomWatch watch = test.cgroup().watchMemory()) {
            test.run("sleep 100");
            test.close();

            assertFalse(watch.await());
        }
    }

    @Test
    void endsWhenItIsStopped() {
        try (TestCgroup test = TestCgroup.create(LITTLE);
                OomWatch watch = test.cgroup().watchMemory()) {
            CompletableFuture<Boolean> told = new CompletableFuture<>();
            Threads.startVirtual("watch", () -> told.complete(watch.await()));

            watch.stop();

            assertEquals(false, told.join());
        }
    }
}
