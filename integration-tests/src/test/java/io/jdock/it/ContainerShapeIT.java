package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running container is on the host: its own processes and one small shim, confined as Docker confines. */
@ExtendWith(LeakAudit.class)
final class ContainerShapeIT {

    private static final long SHIM_KIB_AT_MOST = 32;

    private static Engine engine;
    private static long pid;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("run", "-d", "--name", "shape", "jdock/httpd:embedded").expect(0);
        pid = engine.inspect("shape", "/State/Pid").asLong();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void consistsOfOneSmallShimAndItsOwnProcesses() throws IOException {
        long shim = parentOf(pid);
        assertTrue(Files.readString(Path.of("/proc/" + shim + "/comm")).startsWith("jdock-shim"));
        String rss = field(shim, "VmRSS");
        assertTrue(Long.parseLong(rss.split(" ")[0]) <= SHIM_KIB_AT_MOST, "shim has " + rss);
        assertEquals(List.of(pid), childrenOf(shim), "the shim has no child but PID 1: no launcher is left");
    }

    @Test
    void holdsNoDescriptorButItsStandardStreams() throws IOException {
        try (var fds = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            // The web server's listening socket is its own.
            List<String> inherited = fds.filter(fd -> !link(fd).startsWith("socket:"))
                    .map(fd -> fd.getFileName().toString())
                    .sorted()
                    .toList();
            assertEquals(List.of("0", "1", "2"), inherited);
        }
    }

    @Test
    void hasDockersCapabilitiesAndSeccomp() throws IOException {
        assertEquals("00000000a80425fb", field(pid, "CapBnd"));
        assertEquals("00000000a80425fb", field(pid, "CapEff"));
        assertEquals("0000000000000000", field(pid, "CapInh"));
        assertEquals("0000000000000000", field(pid, "CapAmb"));
        assertEquals("2", field(pid, "Seccomp"));
    }

    @Test
    void execHasTheSameConfinement() {
        String status =
                engine.jdock("exec", "shape", "cat", "/proc/self/status").text();
        assertTrue(status.contains("CapBnd:\t00000000a80425fb"), status);
        assertTrue(status.contains("CapInh:\t0000000000000000"), status);
        assertTrue(status.contains("Seccomp:\t2"), status);
        String fds = engine.jdock("exec", "shape", "ls", "/proc/self/fd").text();
        // 3 is the directory that ls itself reads.
        assertEquals(List.of("0", "1", "2", "3"), fds.lines().toList());
    }

    @Test
    void masksAndProtectsWhatDockerDoes() {
        assertEquals(
                "", engine.jdock("exec", "shape", "cat", "/proc/timer_list").text());
        Command.Result write = engine.jdock("exec", "shape", "sh", "-c", "echo 1 > /proc/sys/kernel/panic");
        assertFalse(write.status() == 0, "a container wrote a host sysctl");
        assertTrue(write.err().contains("Read-only file system"), write.err());
        Command.Result mount = engine.jdock("exec", "shape", "mount", "-t", "tmpfs", "none", "/tmp");
        assertFalse(mount.status() == 0, "a container mounted");
    }

    private static String field(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static long parentOf(long pid) throws IOException {
        return Long.parseLong(field(pid, "PPid"));
    }

    private static List<Long> childrenOf(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"))
                .strip()
                .transform(text -> List.of(text.split(" ")))
                .stream()
                .map(Long::parseLong)
                .toList();
    }

    private static String link(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("read " + fd, e);
        }
    }
}
