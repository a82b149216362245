package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container's process can reach and may do: the rows A4, A13 and A17 of docs/security-tests.md. */
final class ConfinementTest {

    private static final String CGROUP =
            "/jdock-test-confined-" + ProcessHandle.current().pid();

    /** Those of the usual attack, and where the launcher has its own. */
    private static final List<Integer> DESCRIPTORS = Stream.of(
                    IntStream.rangeClosed(3, 64), IntStream.rangeClosed(900, 905), IntStream.rangeClosed(1000, 1004))
            .flatMap(IntStream::boxed)
            .toList();

    @TempDir
    Path directory;

    private Path rootfs;
    private Path canary;
    private String before = "";

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        rootfs = TestContainer.busyboxRoot(directory);
        canary = Canary.make(directory.resolve("canary"));
        before = Canary.audit(canary);
    }

    @AfterEach
    void requireUntouchedCanary() {
        if (canary != null) {
            assertEquals(before, Canary.audit(canary));
        }
    }

    /** A4, CVE-2024-21626: a descriptor that was left open is no working directory. */
    @Test
    void aDescriptorIsNoWayIntoADirectory() {
        for (int fd : DESCRIPTORS) {
            Process process = process("cat", "../../../.." + canary + "/canary")
                    .cwd("/proc/self/fd/" + fd)
                    .build();

            assertThrows(EngineException.class, () -> run(process), "descriptor " + fd);
        }
    }

    /** A4: and no way to a program either. */
    @Test
    void aDescriptorIsNoWayToAProgram() {
        for (int fd : DESCRIPTORS) {
            String path = "/proc/self/fd/%d/../../../../bin/sh".formatted(fd);

            assertThrows(
                    EngineException.class, () -> run(process(path, "-c", "true").build()), path);
        }
    }

    /** A4, for a process that joins. */
    @Test
    void aDescriptorIsNoWayIntoADirectoryOfAnExec() {
        try (TestContainer container = start(process("sleep", "1000").build())) {
            for (int fd : DESCRIPTORS) {
                Process process = process("cat", "etc/hostname")
                        .cwd("/proc/self/fd/" + fd)
                        .build();

                assertThrows(EngineException.class, () -> container.exec(process, directory), "descriptor " + fd);
            }
            assertEquals(
                    "0\n1\n2\n3\n",
                    container
                            .exec(process("ls", "/proc/self/fd").build(), directory)
                            .output());
        }
    }

    /** A13, CVE-2022-24769, CVE-2022-29162, CVE-2022-27650: nothing is ever inheritable, and root's rights are root's. */
    @Test
    void capabilitiesAreWhatWasAskedForAndRootsOnly() {
        String usual = "00000000a80425fb";
        String withTime = "00000000aa0425fb";
        var time = TestSpecs.capabilities("CAP_SYS_TIME");
        var user = new User(1000, 1000, null, List.of(), null);

        assertEquals(sets(usual, usual), capabilities(run(status().build())));
        assertEquals(
                sets("0000000000000000", usual),
                capabilities(run(status().user(user).build())));
        assertEquals(
                sets(withTime, withTime),
                capabilities(run(status().capabilities(time).build())));
        assertEquals(
                sets("0000000000000000", withTime),
                capabilities(run(status().capabilities(time).user(user).build())));
        try (TestContainer container = start(process("sleep", "1000").build())) {
            assertEquals(sets(usual, usual), capabilities(container.exec(status().build(), directory)));
            assertEquals(
                    sets("0000000000000000", usual),
                    capabilities(container.exec(status().user(user).build(), directory)));
            assertEquals(
                    sets(withTime, withTime),
                    capabilities(container.exec(status().capabilities(time).build(), directory)));
        }
    }

    /** A17, CVE-2022-0492, CVE-2023-25809: no new namespaces to be root in, and nothing to write in the cgroups. */
    @Test
    void cgroupsCannotBeChangedNorMountedAnew() {
        String output = run(process("sh", "-c", """
                unshare -UrmC true && echo unshared
                for type in cgroup cgroup2; do mount -t $type -o rdma none /tmp && echo mounted $type; done
                for file in $(ls -d /sys/fs/cgroup/* /sys/fs/cgroup/*/*); do
                  [ -d "$file" ] && mkdir "$file/mine" && echo made "$file/mine"
                  [ -f "$file" ] && echo 1 > "$file" && echo wrote "$file"
                done 2>/dev/null
                echo $(ls -d /sys/fs/cgroup/* | head -1 | grep -c /) seen
                """).build()).output();

        assertTrue(output.endsWith("1 seen\n"), output);
        assertTrue(output.contains("unshare"), output);
        for (String done : List.of("unshared", "mounted", "made", "wrote")) {
            assertTrue(output.lines().noneMatch(line -> line.startsWith(done)), output);
        }
    }

    private static Process.Builder status() {
        return process("grep", "^Cap", "/proc/self/status");
    }

    private static String sets(String effective, String bounding) {
        return "CapInh 0000000000000000 CapPrm %s CapEff %1$s CapBnd %s CapAmb 0000000000000000"
                .formatted(effective, bounding);
    }

    private static String capabilities(TestContainer.Result result) {
        assertNotEquals("", result.output());
        return result.output().lines().map(line -> line.replace(":\t", " ")).collect(Collectors.joining(" "));
    }

    private TestContainer start(Process process) {
        return TestContainer.start(spec(CGROUP, process).build(), rootfs);
    }

    private TestContainer.Result run(Process process) {
        return TestContainer.run(spec(CGROUP, process).build(), rootfs);
    }
}
