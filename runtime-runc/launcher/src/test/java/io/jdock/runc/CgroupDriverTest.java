package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes a container's cgroup, each step a process of its own. */
final class CgroupDriverTest {

    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup");

    @TempDir
    Path directory;

    private final String id =
            "jdock-test-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
    }

    @AfterEach
    void removeContainer() {
        runc.run("delete", "--force", id).succeeded();
    }

    private void withoutResources() throws IOException {
        runc.edit(text -> text.replaceAll("(?s)\"resources\": \\{.*?]\\s*},", ""));
    }

    @Test
    void saysThatThereIsNoSystemd() {
        assumeFalse(Files.exists(SYSTEMD), "needs a machine without systemd");

        var result = runc.run("--systemd-cgroup", "run", "-b", runc.bundle().toString(), id)
                .failed();

        assertTrue(result.err().contains("there is no /run/systemd/system"), result.err());
    }

    @Test
    void wantsSystemdsFormOfPath() throws IOException {
        runc.edit(text -> text.replace("\"linux\": {", "\"linux\": {\"cgroupsPath\": \"/docker/x\","));

        var result = runc.run("--systemd-cgroup", "run", "-b", runc.bundle().toString(), id)
                .failed();

        assertTrue(result.err().contains("slice:prefix:name"), result.err());
    }

    @Test
    void refusesAManagerThatNobodyKnows() {
        var result = runc.run(
                        "--cgroup-manager",
                        "cgroups",
                        "run",
                        "-b",
                        runc.bundle().toString(),
                        id)
                .failed();

        assertTrue(
                result.err().contains("unknown cgroup manager: \\\"cgroups\\\"")
                        || result.err().contains("unknown cgroup manager: \"cgroups\""),
                result.err());
    }

    @Test
    void leavesAContainerWhereItsMakerIs() throws IOException {
        withoutResources();
        runc.program("cat", "/proc/self/cgroup");

        var result = runc.run(
                        "--cgroup-manager=disabled", "run", "-b", runc.bundle().toString(), id)
                .succeeded();

        assertEquals(lines("memory", Files.readString(Path.of("/proc/self/cgroup"))), lines("memory", result.out()));
        assertFalse(result.out().contains(id), result.out());
    }

    /** The one hierarchy of version 2, or that of a controller. */
    private static String lines(String controller, String membership) {
        return String.join(
                "\n",
                membership
                        .lines()
                        .filter(line -> line.contains(":" + controller + ":")
                                || line.startsWith("0::") && Files.exists(UNIFIED.resolve("cgroup.controllers")))
                        .toList());
    }

    @Test
    void setsNoLimitsWithoutACgroup() {
        var result = runc.run(
                        "--cgroup-manager=disabled", "run", "-b", runc.bundle().toString(), id)
                .failed();

        assertTrue(result.err().contains("has no limits"), result.err());
    }

    @Test
    void laterProcessesKnowThatSystemdMadeIt() throws IOException {
        assumeTrue(Files.exists(SYSTEMD), "needs systemd as the first process");
        runc.edit(text ->
                text.replace("\"linux\": {", "\"linux\": {\"cgroupsPath\": \"jdock-test.slice:it:%s\",".formatted(id)));
        runc.program("sleep", "1000");
        Path cgroup = UNIFIED.resolve("jdock.slice/jdock-test.slice/it-%s.scope".formatted(id));

        runc.run("--systemd-cgroup", "create", "-b", runc.bundle().toString(), id)
                .succeeded();
        runc.run("start", id).succeeded();
        runc.run("exec", id, "true").succeeded();
        runc.run("update", "--memory", "64M", "--memory-swap", "64M", "--pids-limit", "50", id)
                .succeeded();
        assertEquals("67108864", Files.readString(cgroup.resolve("memory.max")).strip());
        assertEquals("50", Files.readString(cgroup.resolve("pids.max")).strip());
        runc.run("pause", id).succeeded();
        assertEquals("1", Files.readString(cgroup.resolve("cgroup.freeze")).strip());
        runc.run("resume", id).succeeded();
        runc.run("delete", "--force", id).succeeded();

        assertFalse(Files.exists(cgroup));
    }
}
