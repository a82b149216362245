package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots that do not become the root by pivot_root(2). */
final class RootChangeTest {

    private static final String MOUNT_NAMESPACE = "\\{\\s*\"type\": \"mount\"\\s*},?";

    @TempDir
    Path directory;

    private final String id =
            "jdock-root-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
    }

    @AfterEach
    void removeContainer() throws IOException {
        runc.run("delete", "--force", id).succeeded();
        assertFalse(mountinfo().contains(directory.toString()), mountinfo());
    }

    @Test
    void inTheHostsMountNamespace() throws IOException {
        leaveOutMountNamespace();
        runc.program("sleep", "1000");
        runc.run("create", "-b", runc.bundle().toString(), id).succeeded();
        runc.run("start", id).succeeded();

        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
        assertEquals(own, Files.readSymbolicLink(Path.of("/proc/%s/ns/mnt".formatted(runc.pid(id)))));
        assertTrue(mountinfo().contains(runc.bundle() + "/rootfs/proc "), mountinfo());
        Runc.Result inside = runc.run("exec", id, "sh", "-c", "ls /; cat /proc/1/comm; echo > /new")
                .failed();
        assertEquals(
                "bin dev etc proc sys tmp sleep", String.join(" ", inside.out().split("\\s+")));
        assertTrue(inside.err().contains("Read-only file system"), inside.err());
    }

    @Test
    void nothingStaysMountedOfAContainerThatCouldNotBeMade() throws IOException {
        leaveOutMountNamespace();
        runc.program("nonesuch");

        Runc.Result refused =
                runc.run("create", "-b", runc.bundle().toString(), id).failed();

        assertTrue(refused.err().contains("not found in $PATH"), refused.err());
    }

    @Test
    void pathsAreProtectedOnlyInAMountNamespace() throws IOException {
        runc.edit(text -> text.replaceFirst(MOUNT_NAMESPACE, "").replaceFirst(",\\s*]", "]"));

        Runc.Result refused =
                runc.run("create", "-b", runc.bundle().toString(), id).failed();

        assertTrue(refused.err().contains("unable to restrict sys entries without a private MNT"), refused.err());
    }

    @Test
    void movedOverTheHosts() throws IOException {
        runc.program("sleep", "1000");
        runc.run("create", "--no-pivot", "-b", runc.bundle().toString(), id).succeeded();
        runc.run("start", id).succeeded();

        String inside = runc.run(
                        "exec",
                        id,
                        "sh",
                        "-c",
                        "ls / /..; cat /proc/1/comm; busybox cut -d' ' -f5 /proc/self/mountinfo")
                .succeeded()
                .out();

        assertTrue(inside.contains("/proc/sys"), inside);
        assertFalse(inside.contains("/sys/fs/cgroup/unified"), inside);
    }

    private void leaveOutMountNamespace() throws IOException {
        runc.edit(text -> text.replaceFirst(MOUNT_NAMESPACE, "")
                .replaceFirst(",\\s*]", "]")
                .replaceFirst("(?s)\"maskedPaths\": \\[[^]]*]", "\"maskedPaths\": []")
                .replaceFirst("(?s)\"readonlyPaths\": \\[[^]]*]", "\"readonlyPaths\": []"));
    }

    private static String mountinfo() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo"));
    }
}
