package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.DeviceRule;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Rlimit;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches containers for real. */
final class ContainerLauncherTest {

    private static final String CGROUP =
            "/jdock-test-" + ProcessHandle.current().pid();

    /** Cgroup version 2 alone. */
    private static final boolean UNIFIED = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));

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
    void runsAProgramAndReportsItsStatus() {
        assertEquals(new TestContainer.Result(7, "hello\n"), run("sh", "-c", "echo hello; exit 7"));
    }

    @Test
    void givesDockersDefaultCapabilitiesAndFilter() {
        String status = run("grep", "-E", "^(Cap|Seccomp:|NoNewPrivs)", "/proc/self/status")
                .output();

        assertTrue(status.contains("CapInh:\t0000000000000000"), status);
        assertTrue(status.contains("CapPrm:\t00000000a80425fb"), status);
        assertTrue(status.contains("CapBnd:\t00000000a80425fb"), status);
        assertTrue(status.contains("CapAmb:\t0000000000000000"), status);
        assertTrue(status.contains("Seccomp:\t2"), status);
        assertTrue(status.contains("NoNewPrivs:\t0"), status);
    }

    @Test
    void leavesThreeDescriptorsOpen() {
        String listing = run("sh", "-c", "ls /proc/1/fd; true").output();

        assertEquals("0\n1\n2\n", listing);
    }

    @Test
    void namesACommandThatIsNotThere() {
        var error = assertThrows(NotFoundException.class, () -> run("nonesuch"));

        assertEquals("exec: \"nonesuch\": executable file not found in $PATH", error.text());
    }

    @Test
    void saysWhenACommandMayNotBeRun() throws IOException {
        Files.writeString(rootfs.resolve("bin/data"), "x");

        var error = assertThrows(PermissionDeniedException.class, () -> run("data"));

        assertEquals("exec: \"data\": permission denied", error.text());
    }

    @Test
    void hasTheRightFileSystems() {
        String mounts = run("cat", "/proc/mounts").output();

        for (String expected : new String[] {
            "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0",
            "tmpfs /dev tmpfs rw,nosuid",
            "devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666 0 0",
            "sysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0",
            "mqueue /dev/mqueue mqueue rw,nosuid,nodev,noexec,relatime 0 0",
            "shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k",
            "/dev/null",
        }) {
            assertTrue(mounts.contains(expected) || expected.equals("/dev/null"), expected + "\n" + mounts);
        }
        assertFalse(mounts.contains(directory.toString()), mounts);
    }

    @Test
    void masksWhatTellsTooMuchAndLocksWhatIsShared() {
        String output = run(
                        "sh",
                        "-c",
                        "cat /proc/keys | wc -c; touch /proc/sys/kernel/hostname; ls /sys/firmware | wc -l; "
                                + "echo 1 > /proc/sys/kernel/printk; echo x > /sys/fs/cgroup/%s/cgroup.procs"
                                        .formatted(UNIFIED ? CGROUP : "memory"))
                .output();

        assertTrue(output.startsWith("0\n"), output);
        assertEquals(3, output.split("Read-only file system", -1).length - 1, output);
    }

    @Test
    void executesAnotherProcessInTheSameNamespaces() {
        try (TestContainer container =
                TestContainer.start(spec(CGROUP, process("sleep", "60").build()).build(), rootfs)) {
            TestContainer.Result result = container.exec(
                    process(
                                    "sh",
                                    "-c",
                                    "hostname; ps | grep -c sleep; grep -E '^(CapBnd|CapInh|Seccomp:)' /proc/self/status; ls /proc/$$/fd; exit 3")
                            .build(),
                    directory);

            assertEquals(3, result.status(), result.output());
            assertTrue(result.output().startsWith("box\n"), result.output());
            assertTrue(result.output().contains("CapBnd:\t00000000a80425fb"), result.output());
            assertTrue(result.output().contains("Seccomp:\t2"), result.output());
            assertTrue(result.output().endsWith("0\n1\n2\n"), result.output());
        }
    }

    @Test
    void resolvesAUserByName() throws IOException {
        Files.writeString(rootfs.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nweb:x:33:44::/srv:/bin/sh\n");
        Files.writeString(rootfs.resolve("etc/group"), "root:x:0:\nwww:x:44:\nlog:x:4:web,root\n");
        Process process = process(
                        "sh",
                        "-c",
                        "id -u; id -g; id -G; echo $HOME; grep -E 'Cap(Prm|Eff)' /proc/self/status; echo x > /dev/stdout")
                .user(new User(0, 0, null, List.of(), "web"))
                .build();

        TestContainer.Result result = TestContainer.run(spec(CGROUP, process).build(), rootfs);

        assertEquals("33\n44\n44 4\n/srv\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nx\n", result.output());
    }

    @Test
    void refusesAnAccountFileThatIsNoFile() throws Exception {
        Files.deleteIfExists(rootfs.resolve("etc/passwd"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", rootfs.resolve("etc/passwd").toString())
                        .start()
                        .waitFor());

        var error = assertThrows(InvalidArgumentException.class, () -> run("true"));

        assertTrue(error.text().contains("/etc/passwd of the container: not a regular file"), error.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp", "/nonesuch"})
    void refusesAProcThatIsALink(String target) throws IOException {
        Files.delete(rootfs.resolve("proc"));
        Files.createSymbolicLink(rootfs.resolve("proc"), Path.of(target));

        var error = assertThrows(InvalidArgumentException.class, () -> run("true"));

        assertTrue(error.text().contains("filesystem \"proc\" must be mounted on ordinary directory"), error.text());
    }

    @Test
    void keepsADevThatIsALinkInsideTheRoot() throws IOException {
        Path canary = Files.createDirectories(directory.resolve("canary"));
        Files.delete(rootfs.resolve("dev"));
        Files.createSymbolicLink(rootfs.resolve("dev"), Path.of("/../../.." + canary));

        assertEquals("/dev/null\n", run("ls", "/dev/null").output());

        try (var left = Files.list(canary)) {
            assertEquals(0, left.count());
        }
        assertTrue(Files.isDirectory(rootfs.resolve(canary.toString().substring(1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_000, 12_000, 16_000})
    void hasAsManyVariablesAsTheKernelTakes(int count) {
        // The kernel takes as much as a quarter of the stack may have.
        List<String> env = new ArrayList<>(List.of("PATH=/bin"));
        for (int i = 0; i < count; i++) {
            env.add("V%05d=%s".formatted(i, "x".repeat(90)));
        }
        Process process = process("sh", "-c", "env | grep -c ^V.*xxx$; echo \"$0\" | wc -c", "é".repeat(60_000))
                .env(env)
                .rlimits(List.of(new Rlimit("RLIMIT_STACK", 8L << 20, 8L << 20)))
                .build();

        TestContainer.Result result = TestContainer.run(spec(CGROUP, process).build(), rootfs);

        assertEquals(new TestContainer.Result(0, count + "\n120001\n"), result);
    }

    @Test
    void startsInADirectoryThatOnlyRootMayEnter() throws IOException {
        Files.createDirectory(rootfs.resolve("secret"));
        Files.setPosixFilePermissions(rootfs.resolve("secret"), PosixFilePermissions.fromString("rwx------"));
        Process process = process("sh", "-c", "readlink /proc/self/cwd; id -u")
                .cwd("/secret")
                .user(new User(7, 7, null, List.of(), null))
                .build();

        TestContainer.Result result = TestContainer.run(spec(CGROUP, process).build(), rootfs);

        assertEquals(new TestContainer.Result(0, "/secret\n7\n"), result);
    }

    @Test
    void doesNotStartInADirectoryBehindADescriptor() {
        for (int fd : new int[] {3, 9, 12, 14, 17, 20, 1000}) {
            Process process = process("cat", "../../../../etc/hostname")
                    .cwd("/proc/self/fd/" + fd)
                    .build();

            assertThrows(
                    RuntimeException.class,
                    () -> TestContainer.run(spec(CGROUP, process).build(), rootfs));
        }
    }

    @Test
    void keepsLimits() {
        Linux linux = TestSpecs.linux(CGROUP)
                .resources(Resources.builder()
                        .devices(List.of(new DeviceRule(false, "a", null, null, "rwm")))
                        .memory(Memory.builder()
                                .limit(64L << 20)
                                .swap(64L << 20)
                                .build())
                        .cpu(Cpu.builder()
                                .quota(50_000L)
                                .period(100_000L)
                                .shares(512L)
                                .build())
                        .pids(new Pids(20L))
                        .build())
                .build();
        Process process = process(
                        "sh",
                        "-c",
                        "cd /sys/fs/cgroup; %s; ulimit -n; mknod /tmp/sda b 8 0 && cat /tmp/sda"
                                .formatted(
                                        UNIFIED
                                                ? "cd .%s; cat memory.max cpu.max pids.max".formatted(CGROUP)
                                                : "cat memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us pids/pids.max"))
                .rlimits(List.of(new Rlimit("RLIMIT_NOFILE", 4096, 512)))
                .build();

        TestContainer.Result result =
                TestContainer.run(spec(CGROUP, process).linux(linux).build(), rootfs);

        String quota = UNIFIED ? "50000 100000" : "50000";
        assertTrue(result.output().startsWith("67108864\n%s\n20\n512\n".formatted(quota)), result.output());
        assertTrue(result.output().contains("Operation not permitted"), result.output());
    }

    @Test
    void makesMountPointsForVolumesAndKeepsReadOnlyOnesSo() throws IOException {
        Path volume = Files.createDirectories(directory.resolve("volume"));
        Files.writeString(volume.resolve("file"), "content");
        List<Mount> mounts = new ArrayList<>(TestSpecs.mounts());
        mounts.add(Mount.bind(volume.toString(), "/srv/a/b", List.of("rbind", "rprivate", "ro")));
        mounts.add(Mount.bind(volume.resolve("file").toString(), "/etc/resolv.conf", List.of("rbind", "rprivate")));
        Process process = process("sh", "-c", "cat /srv/a/b/file /etc/resolv.conf; touch /srv/a/b/x; touch /y")
                .build();

        TestContainer.Result result = TestContainer.run(
                spec(CGROUP, process)
                        .mounts(mounts)
                        .root(new Root("rootfs", true))
                        .build(),
                rootfs);

        assertTrue(result.output().startsWith("contentcontent"), result.output());
        assertEquals(2, result.output().split("Read-only file system", -1).length - 1, result.output());
    }

    @Test
    void bringsLoopbackUp() {
        assertTrue(run("ip", "addr", "show", "lo").output().contains("127.0.0.1"));
    }

    @Test
    void leavesNoCgroupAndNoMountBehind() throws IOException {
        run("sh", "-c", "sleep 100 & exit 0");

        assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(rootfs.toString()));
        assertFalse(Files.exists(Path.of((UNIFIED ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory") + CGROUP)));
    }

    private TestContainer.Result run(String... args) {
        return TestContainer.run(spec(CGROUP, process(args).build()).build(), rootfs);
    }
}
