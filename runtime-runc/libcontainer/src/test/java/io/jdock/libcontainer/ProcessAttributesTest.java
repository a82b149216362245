package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.linux.ProcessorSet;
import io.jdock.linux.SchedulingCalls;
import io.jdock.linux.SchedulingPolicy;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.CpuAffinity;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.IoPriority;
import io.jdock.oci.runtime.MemoryPolicy;
import io.jdock.oci.runtime.Personality;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Scheduler;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process is born with, as the kernel tells it. */
final class ProcessAttributesTest {

    private static final String CGROUP =
            "/jdock-attributes-" + ProcessHandle.current().pid();

    private static final int SCHED_RR = 2;

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
    }

    @Test
    void isScheduledAsTheSpecSays() {
        Scheduler batch = new Scheduler("SCHED_BATCH", 5, null, List.of("SCHED_FLAG_RESET_ON_FORK"), null, null, null);

        try (TestContainer container = start(sleeping().scheduler(batch))) {
            SchedulingPolicy policy = SchedulingPolicy.of(container.pid());
            assertEquals("3 1 5", "%d %d %d".formatted(policy.policy(), policy.flags(), policy.nice()));
        }
    }

    @Test
    void canRunInRealTime() {
        Scheduler roundRobin = new Scheduler("SCHED_RR", null, 7, List.of(), null, null, null);

        // Where real-time processes are accounted to groups, a group has no time for them unless it is given some.
        Resources resources = Resources.builder()
                .devices(List.of(new DeviceRule(false, "a", null, null, "rwm")))
                .cpu(Cpu.builder().realtimeRuntime(10_000L).build())
                .build();
        Spec spec = spec(CGROUP, sleeping().scheduler(roundRobin).build())
                .linux(TestSpecs.linux(CGROUP)
                        .resources(Files.exists(Path.of("/sys/fs/cgroup/cpu/cpu.rt_runtime_us")) ? resources : null)
                        .build())
                .build();

        try (TestContainer container = TestContainer.start(spec, rootfs)) {
            SchedulingPolicy policy = SchedulingPolicy.of(container.pid());
            assertEquals(SCHED_RR, policy.policy());
            assertEquals(7, policy.priority());
        }
    }

    @Test
    void hasTheIoPriorityOfTheSpecAndSoHaveOthersThatJoin() {
        Process.Builder idle = sleeping().ioPriority(new IoPriority("IOPRIO_CLASS_IDLE", 3));

        try (TestContainer container = start(idle)) {
            assertEquals(3 << 13 | 3, SchedulingCalls.ioPriority(container.pid()));
            TestContainer.Result joined =
                    container.exec(process("sh", "-c", "ionice -p $$").build(), directory);
            assertEquals("idle\n", joined.output());
        }
    }

    @Test
    void isOfThePersonalityOfTheSpecAndSoAreOthersThatJoin() {
        Spec spec = spec(CGROUP, sleeping().build())
                .linux(TestSpecs.linux(CGROUP)
                        .personality(new Personality("LINUX32", List.of()))
                        .build())
                .build();

        try (TestContainer container = TestContainer.start(spec, rootfs)) {
            TestContainer.Result joined = container.exec(process("uname", "-m").build(), directory);

            assertEquals("i686\n", joined.output());
        }
    }

    @Test
    void takesMemoryFromTheNodesOfTheSpec() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/numa_maps")), "needs a kernel with NUMA");
        Spec spec = spec(CGROUP, process("cat", "/proc/self/numa_maps").build())
                .linux(TestSpecs.linux(CGROUP)
                        .memoryPolicy(new MemoryPolicy("MPOL_BIND", "0", List.of("MPOL_F_STATIC_NODES")))
                        .build())
                .build();

        String maps = TestContainer.run(spec, rootfs).output();

        assertTrue(maps.contains("bind=static:0"), maps);
    }

    @Test
    void runsOnAllProcessorsHoweverFewWeUse() {
        ProcessorSet ours = SchedulingCalls.affinity(0);
        assumeTrue(!ours.equals(new ProcessorSet(new long[] {1})), "needs two processors");

        String allowed = io.jdock.concurrent.Threads.callOnPlatformThread("confined", () -> {
            SchedulingCalls.setAffinity(0, new ProcessorSet(new long[] {1}));
            return TestContainer.run(
                            spec(
                                            CGROUP,
                                            process("grep", "Cpus_allowed_list", "/proc/self/status")
                                                    .build())
                                    .build(),
                            rootfs)
                    .output();
        });

        assertTrue(allowed.contains("0-"), allowed);
    }

    @Test
    void joinsOnTheProcessorsThatItIsTold() {
        try (TestContainer container = start(sleeping())) {
            Process.Builder asking = process("grep", "Cpus_allowed_list", "/proc/self/status");

            String unbound = container.exec(asking.build(), directory).output();
            String bound = container
                    .exec(asking.execCpuAffinity(new CpuAffinity("0-1", "0")).build(), directory)
                    .output();

            assertEquals("Cpus_allowed_list:\t0", bound.strip());
            assertTrue(unbound.contains("0-"), unbound);
        }
    }

    @Test
    void answersToItsUmaskAndOomScore() {
        Process asking = process("sh", "-c", "umask; cat /proc/self/oom_score_adj")
                .oomScoreAdj(321)
                .user(new io.jdock.oci.runtime.User(0, 0, 027, List.of(), null))
                .build();

        assertEquals(
                "0027\n321\n",
                TestContainer.run(spec(CGROUP, asking).build(), rootfs).output());
    }

    private static Process.Builder sleeping() {
        return process("sleep", "60");
    }

    private TestContainer start(Process.Builder process) {
        return TestContainer.start(spec(CGROUP, process.build()).build(), rootfs);
    }
}
