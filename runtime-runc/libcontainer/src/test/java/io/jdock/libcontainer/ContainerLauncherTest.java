package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches containers for real. */
final class ContainerLauncherTest {

    private static final String CGROUP =
            "/jdock-test-" + ProcessHandle.current().pid();

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

    private TestContainer.Result run(String... args) {
        return TestContainer.run(spec(CGROUP, process(args).build()).build(), rootfs);
    }
}
