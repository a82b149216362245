package io.jdock.libcontainer.cgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which cgroup hierarchies this machine has and where they are mounted. */
public sealed interface CgroupLayout {

    /** Where distributions mount them, or one tree of version 2. */
    Path HOME = Path.of("/sys/fs/cgroup");

    /** All that version 1 ever had. */
    Set<String> CONTROLLERS = Set.of(
            "blkio",
            "cpu",
            "cpuacct",
            "cpuset",
            "devices",
            "freezer",
            "hugetlb",
            "memory",
            "misc",
            "net_cls",
            "net_prio",
            "perf_event",
            "pids",
            "rdma");

    /**
     * Version 1: a hierarchy per controller, or per group of them.
     *
     * @param controllers root directory by controller, as in {@code memory} or {@code name=systemd}; several may share one
     * @param unified the root of a version 2 tree beside them, which has the controllers that version 1 does not use
     */
    record V1(Map<String, Path> controllers, @Nullable Path unified) implements CgroupLayout {

        public V1 {
            controllers = Collections.unmodifiableMap(new LinkedHashMap<>(controllers));
        }

        /** The same below these directories. @param roots by controller, with an empty name for the tree of version 2 */
        V1 rootedAt(Map<String, Path> roots) {
            Map<String, Path> moved = new LinkedHashMap<>();
            controllers.forEach((controller, root) -> moved.put(controller, roots.getOrDefault(controller, root)));
            return new V1(moved, unified == null ? null : roots.getOrDefault("", unified));
        }

        /** What the directory is called where the hierarchy of each controller is mounted, as in {@code cpu,cpuacct}. */
        Map<String, String> names() {
            Map<String, String> names = new LinkedHashMap<>();
            controllers.forEach((controller, root) ->
                    names.put(controller, root.getFileName().toString()));
            return names;
        }
    }

    /** Version 2: one hierarchy for all. */
    record V2(Path root) implements CgroupLayout {}

    /** The layout of this machine. */
    static CgroupLayout detect() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/mountinfo", e);
        }
    }

    /** @param mountinfo lines as in proc_pid_mountinfo(5) */
    static CgroupLayout parse(List<String> mountinfo) {
        Map<String, Path> controllers = new TreeMap<>();
        Path unified = null;
        for (String line : mountinfo) {
            String[] fields = line.split(" ");
            int dash = List.of(fields).indexOf("-");
            Path mount = Path.of(fields[4]);
            if (fields[dash + 1].equals("cgroup2")) {
                unified = unified == null ? mount : better(mount, unified);
            } else if (fields[dash + 1].equals("cgroup")) {
                for (String option : fields[dash + 3].split(",")) {
                    if (CONTROLLERS.contains(option) || option.startsWith("name=")) {
                        controllers.merge(option, mount, (one, other) -> better(other, one));
                    }
                }
            }
        }
        // A program may mount a hierarchy of version 1 for itself where the machine lives with version 2.
        if (HOME.equals(unified) || controllers.keySet().stream().noneMatch(CONTROLLERS::contains)) {
            return new V2(require(unified));
        }
        return new V1(controllers, unified);
    }

    /** The first that is where it belongs: a container's own mounts lie elsewhere. */
    private static Path better(Path mount, Path known) {
        return mount.startsWith(HOME) && !known.startsWith(HOME) ? mount : known;
    }

    private static Path require(@Nullable Path unified) {
        if (unified == null) {
            throw new IllegalStateException("no cgroup hierarchy is mounted on this machine");
        }
        return unified;
    }
}
