package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A path that starts where its maker is, as with runc, and that others find again. */
final class RelativeCgroupTest {

    private static final Path MINE = Path.of("/proc/self/cgroup");

    private final CgroupLayout layout = CgroupLayout.detect();
    private final String parent = "jdock-test-" + ProcessHandle.current().pid();

    @Test
    void startsAtTheMakersOwn() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Cgroup cgroup = CgroupDriver.CGROUPFS.cgroup(layout, parent + "/inner", Map.of());
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            cgroup.create(TestCgroup.NO_LIMITS);
            cgroup.enter((int) process.pid(), TestCgroup.NO_LIMITS);

            List<String> expected =
                    Files.readAllLines(MINE).stream().map(this::below).toList();
            assertEquals(expected, Files.readAllLines(Path.of("/proc/" + process.pid() + "/cgroup")));
            assertEquals(cgroup, CgroupDriver.CGROUPFS.find(layout, cgroup.name(), cgroup.byController()));
        } finally {
            process.destroyForcibly();
            cgroup.delete();
            for (Path directory : cgroup.byController().values()) {
                Files.deleteIfExists(directory.getParent());
            }
        }
    }

    /** With version 2 it is beside the maker's own, which has processes. */
    private String below(String line) {
        Path own = Path.of(line.split(":", 3)[2]);
        Path start = layout instanceof CgroupLayout.V2 && own.getParent() != null ? own.getParent() : own;
        return line.substring(0, line.lastIndexOf(own.toString())) + start.resolve(parent + "/inner");
    }

    @Test
    void isFoundByAProcessThatIsElsewhere() {
        CgroupLayout.V1 hierarchies = new CgroupLayout.V1(
                Map.of("memory", Path.of("/sys/fs/cgroup/memory"), "pids", Path.of("/sys/fs/cgroup/pids")),
                Path.of("/sys/fs/cgroup/unified"));
        Map<String, Path> directories = Map.of(
                "memory", Path.of("/sys/fs/cgroup/memory/of/its/maker/a/b"),
                "pids", Path.of("/sys/fs/cgroup/pids/a/b"),
                "", Path.of("/sys/fs/cgroup/unified/x/a/b"));

        Cgroup found = CgroupDriver.CGROUPFS.find(hierarchies, "a/b", directories);

        assertEquals("a/b", found.name());
        assertEquals(directories, found.byController());
        assertEquals(Map.of("memory", directories.get("memory"), "pids", directories.get("pids")), found.directories());
    }

    @Test
    void anAbsolutePathIsTheSameForAll() {
        Cgroup cgroup = CgroupDriver.CGROUPFS.cgroup(layout, "/a/b", Map.of());

        assertEquals("/a/b", cgroup.name());
        assertEquals(cgroup, CgroupDriver.CGROUPFS.find(layout, "/a/b", Map.of()));
    }
}
