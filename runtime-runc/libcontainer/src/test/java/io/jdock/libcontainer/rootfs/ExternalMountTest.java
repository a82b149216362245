package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a container's tree is the host's. */
final class ExternalMountTest {

    private static final Map<String, Path> VERSION_1 = Map.of(
            "memory", Path.of("/sys/fs/cgroup/memory/c"), "cpu,cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct/c"));

    @TempDir
    Path directory;

    @Test
    void bindMountsAreTheHosts() {
        List<ExternalMount> mounts = ExternalMount.of(
                plan(
                        VERSION_1,
                        Mount.bind("/host/file", "/etc/hosts", List.of("rbind")),
                        new Mount("/tmp", "tmpfs", "tmpfs", List.of())),
                path -> path);

        assertEquals(new ExternalMount("/etc/hosts", Path.of("/host/file")), mounts.getFirst());
        assertTrue(mounts.contains(new ExternalMount("/dev/null", Path.of("/dev/null"))));
        assertFalse(mounts.stream().anyMatch(mount -> mount.place().equals("/tmp")));
    }

    @Test
    void cgroupsOfVersionOneAreOneMountEach() {
        Mount cgroup = new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of());

        List<ExternalMount> mounts = ExternalMount.of(plan(VERSION_1, cgroup), path -> path);

        assertEquals(
                List.of(
                        new ExternalMount("/sys/fs/cgroup/cpu,cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct/c")),
                        new ExternalMount("/sys/fs/cgroup/memory", Path.of("/sys/fs/cgroup/memory/c"))),
                mounts.subList(0, 2));
    }

    @Test
    void cgroupsOfVersionTwoAreTheContainersOwn() {
        Mount cgroup = new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of());
        Map<String, Path> versionTwo = Map.of("", Path.of("/sys/fs/cgroup/c"));

        List<ExternalMount> mounts = ExternalMount.of(plan(versionTwo, cgroup), path -> path);

        assertFalse(mounts.stream().anyMatch(mount -> mount.place().startsWith("/sys")));
    }

    @Test
    void aMountIsWhereLinksLead() throws IOException {
        Files.createDirectories(directory.resolve("real/conf"));
        Files.createSymbolicLink(directory.resolve("conf"), Path.of("/real/conf"));

        List<ExternalMount> mounts = ExternalMount.of(plan(VERSION_1, Mount.bind("/x", "/conf", List.of("bind"))));

        assertEquals(new ExternalMount("/real/conf", Path.of("/x")), mounts.getFirst());
    }

    @Test
    void aFileIsMaskedByTheNullDeviceAndADirectoryIsNot() {
        RootfsPlan plan = RootfsPlan.of(
                Spec.builder()
                        .linux(Linux.builder()
                                .namespaces(List.of(Namespace.fresh(Namespace.Kind.MOUNT)))
                                .maskedPaths(List.of("/proc/version", "/proc/self", "/proc", "/nonesuch"))
                                .build())
                        .build(),
                directory,
                VERSION_1,
                new TestHost());

        List<String> files = ExternalMount.maskedFiles(
                plan, Math.toIntExact(ProcessHandle.current().pid()));

        assertEquals(List.of("/proc/version"), files);
    }

    private RootfsPlan plan(Map<String, Path> cgroup, Mount... mounts) {
        Spec spec = Spec.builder()
                .linux(Linux.builder().build())
                .mounts(List.of(mounts))
                .build();
        return RootfsPlan.of(spec, directory, cgroup, new TestHost());
    }
}
