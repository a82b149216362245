package io.jdock.runc.criu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a process is in each cgroup hierarchy. */
public final class CgroupRoots {

    private CgroupRoots() {}

    /** Path by controller; that of version 2 has no name. */
    public static Map<String, String> of(int pid) {
        Path file = Path.of("/proc/%d/cgroup".formatted(pid));
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    /** @param lines as in cgroups(7) */
    static Map<String, String> parse(List<String> lines) {
        Map<String, String> paths = new TreeMap<>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            for (String controller : fields[1].split(",")) {
                paths.put(controller, fields[2]);
            }
        }
        return paths;
    }
}
