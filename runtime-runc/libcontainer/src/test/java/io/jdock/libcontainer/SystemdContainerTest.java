package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.linux;
import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.IdMapping;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole containers in scopes of systemd's, and what becomes of a cgroup that its container may write to. */
final class SystemdContainerTest {

    private static final String NAME = "c" + ProcessHandle.current().pid();
    private static final String SCOPE = "jdock-test.slice:it:" + NAME;
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup");
    private static final Path DIRECTORY = UNIFIED.resolve("jdock.slice/jdock-test.slice/it-%s.scope".formatted(NAME));

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        assumeTrue(Files.exists(UNIFIED.resolve("cgroup.controllers")), "needs cgroup version 2");
        rootfs = TestContainer.busyboxRoot(directory);
    }

    private static void assumeSystemd() {
        assumeTrue(Files.exists(Path.of("/run/systemd/system")), "needs systemd as the first process");
    }

    private static Resources limits() {
        return Resources.builder()
                .memory(Memory.builder().limit(64L << 20).build())
                .pids(new Pids(33L))
                .devices(List.of(new DeviceRule(false, "a", null, null, "rwm")))
                .build();
    }

    private static Linux.Builder limited(String cgroup) {
        return linux(cgroup).resources(limits());
    }

    @Test
    void runsInItsScopeWithItsLimits() throws IOException {
        assumeSystemd();
        Spec spec = spec(SCOPE, process("sleep", "60").build())
                .linux(limited(SCOPE).build())
                .build();

        try (TestContainer container = TestContainer.start(spec, rootfs)) {
            assertEquals(
                    "67108864",
                    Files.readString(DIRECTORY.resolve("memory.max")).strip());
            assertEquals("33", Files.readString(DIRECTORY.resolve("pids.max")).strip());
            assertTrue(
                    Files.readAllLines(DIRECTORY.resolve("cgroup.procs")).contains(Integer.toString(container.pid())));
            assertEquals(
                    "refused\nzero\n",
                    container
                            .exec(
                                    process(
                                                    "sh",
                                                    "-c",
                                                    "mknod /k c 1 11; cat /k 2>/dev/null || echo refused;"
                                                            + " head -c 1 /dev/zero > /dev/null && echo zero")
                                            .build(),
                                    directory)
                            .output());
        }
        assertFalse(Files.exists(DIRECTORY));
    }

    @Test
    void leavesNothingWhenSystemdRefuses() {
        assumeSystemd();
        Spec spec = spec(SCOPE, process("true").build())
                .annotations(Map.of("org.systemd.property.NoSuchThing", "true"))
                .build();

        var error = assertThrows(EngineException.class, () -> TestContainer.run(spec, rootfs));

        assertTrue(error.text().contains("NoSuchThing"), error.text());
        assertFalse(Files.exists(DIRECTORY));
    }

    @Test
    void handsItsCgroupToTheUserOfItsRoot() throws IOException {
        assertOwner("/jdock-test-" + NAME, UNIFIED.resolve("jdock-test-" + NAME));
    }

    @Test
    void handsItsScopeToTheUserOfItsRoot() throws IOException {
        assumeSystemd();
        assertOwner(SCOPE, DIRECTORY);
    }

    private void assertOwner(String cgroup, Path cgroupDirectory) throws IOException {
        List<IdMapping> map = List.of(new IdMapping(0, 100_000, 65_536));
        List<Namespace> namespaces = new ArrayList<>(limited(cgroup).build().namespaces());
        namespaces.add(Namespace.fresh(Namespace.Kind.USER));
        namespaces.add(Namespace.fresh(Namespace.Kind.CGROUP));
        Linux linux = limited(cgroup)
                .namespaces(namespaces)
                .uidMappings(map)
                .gidMappings(map)
                .build();
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.removeIf(mount -> mount.destination().equals("/sys/fs/cgroup"));
        mounts.add(new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of("rw", "nosuid", "noexec", "nodev")));
        Spec spec = spec(cgroup, process("sleep", "60").build())
                .linux(linux)
                .mounts(mounts)
                .build();
        open(directory);

        try (TestContainer container = TestContainer.start(spec, rootfs)) {
            assertEquals(100_000, Files.getAttribute(cgroupDirectory, "unix:uid"));
            assertEquals(100_000, Files.getAttribute(cgroupDirectory.resolve("cgroup.procs"), "unix:uid"));
            assertEquals(0, Files.getAttribute(cgroupDirectory.resolve("pids.max"), "unix:uid"));
            String output = container
                    .exec(
                            process(
                                            "sh",
                                            "-c",
                                            "mkdir /sys/fs/cgroup/mine && echo made;"
                                                    + " echo 1 2>/dev/null > /sys/fs/cgroup/pids.max || echo kept")
                                    .build(),
                            directory)
                    .output();
            assertTrue(output.startsWith("made\n") && output.endsWith("kept\n"), output);
        }
    }

    /** The way to the root file system is open to the user of the namespace. */
    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
