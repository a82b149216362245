package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Resources;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs out of memory for real, in the version of cgroups that this machine has. */
final class OomWatchTest {

    private static final Resources LITTLE = Resources.builder()
            .memory(Memory.builder().limit(16L << 20).swap(16L << 20).build())
            .build();

    private static final String TOO_MUCH = "head -c 100000000 /dev/zero | tail -c 100000000 | wc -c";

    @Test
    void tellsOfEachKill() {
        try (TestCgroup test = TestCgroup.create(LITTLE);
                OomWatch watch = test.cgroup().watchMemory(0)) {
            // Something else lives on: the cgroup has not come to its end.
            test.run("sleep 100");

            for (int kill = 1; kill <= 2; kill++) {
                test.output(TOO_MUCH);

                assertTrue(test.cgroup().oomKills() >= kill);
                while (watch.told() < kill) {
                    assertTrue(lackIsTold(watch));
                }
            }
        }
    }

    /** The kernel goes on to tell while what it kills is dying. */
    @Test
    void tellsLittleMoreThanEachKill() throws Exception {
        try (TestCgroup test = TestCgroup.create(LITTLE)) {
            OomWatch watch = test.cgroup().watchMemory(0);
            CompletableFuture<Integer> times = new CompletableFuture<>();
            long begun = System.nanoTime();
            Threads.startVirtual("watch", () -> {
                int count = 0;
                while (lackIsTold(watch)) {
                    count++;
                }
                times.complete(count);
            });

            for (int i = 0; i < 5; i++) {
                test.output(TOO_MUCH);
            }
            long kills = test.cgroup().oomKills();
            watch.close();

            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            assertTrue(
                    times.get() <= kills + 1 + seconds,
                    "%d times for %d kills in %d seconds".formatted(times.get(), kills, seconds));
        }
    }

    @Test
    void tellsThoseWhoDoNotWaitAsWell() {
        try (TestCgroup test = TestCgroup.create(LITTLE);
                OomWatch watch = test.cgroup().watchMemory(0)) {
            test.output(TOO_MUCH);

            assertTrue(watch.happened());
            assertTrue(watch.told() >= test.cgroup().oomKills());
            assertFalse(watch.happened());
        }
    }

    @Test
    void tellsOfWhatWasBeforeUnlessItIsKnown() {
        try (TestCgroup test = TestCgroup.create(LITTLE)) {
            test.output(TOO_MUCH);

            try (OomWatch late = test.cgroup().watchMemory(0);
                    OomWatch knowing = test.cgroup().watchMemory(test.cgroup().oomKills())) {
                assertTrue(late.happened());
                assertFalse(knowing.happened());
            }
        }
    }

    @Test
    void endsWithTheCgroup() {
        TestCgroup test = TestCgroup.create(LITTLE);
        try (OomWatch watch = test.cgroup().watchMemory(0)) {
            test.run("sleep 100");
            test.close();

            assertFalse(lackIsTold(watch));
            assertFalse(watch.await());
        }
    }

    @Test
    void endsWhenItIsClosed() {
        try (TestCgroup test = TestCgroup.create(LITTLE)) {
            OomWatch watch = test.cgroup().watchMemory(0);
            CompletableFuture<Boolean> told = new CompletableFuture<>();
            Threads.startVirtual("watch", () -> told.complete(watch.await()));

            watch.close();

            assertEquals(false, told.join());
            assertFalse(watch.happened());
        }
    }

    @Test
    void refusesWhatIsNotThere() {
        try (TestCgroup test = TestCgroup.create(LITTLE)) {
            test.cgroup().delete();

            ErrnoException refusal =
                    assertThrows(ErrnoException.class, () -> test.cgroup().watchMemory(0));

            assertEquals(Errno.ENOENT, refusal.errno());
        }
    }

    /** Waits for it; false if it will not come any more. */
    private static boolean lackIsTold(OomWatch watch) {
        while (watch.await()) {
            if (watch.happened()) {
                return true;
            }
        }
        return false;
    }
}
