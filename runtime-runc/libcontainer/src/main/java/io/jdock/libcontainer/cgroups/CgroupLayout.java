package io.jdock.libcontainer.cgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which cgroup hierarchies this machine has and where they are mounted. */
public sealed interface CgroupLayout {

    /**
     * Version 1: a hierarchy per controller, or per group of them.
     *
     * @param controllers root directory by controller, as in {@code memory} or {@code name=systemd}; several may share one
     */
    record V1(Map<String, Path> controllers) implements CgroupLayout {

        public V1 {
            controllers = Collections.unmodifiableMap(new LinkedHashMap<>(controllers));
        }
    }

    /** Version 2: one hierarchy for all. */
    record V2(Path root) implements CgroupLayout {}

    /** The layout of this machine. A version 2 tree beside version 1 controllers is left alone: it controls nothing. */
    static CgroupLayout detect() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/mountinfo", e);
        }
    }

    /** @param mountinfo lines as in proc_pid_mountinfo(5) */
    static CgroupLayout parse(List<String> mountinfo) {
        Map<String, Path> controllers = new LinkedHashMap<>();
        Path unified = null;
        for (String line : mountinfo) {
            String[] fields = line.split(" ");
            int dash = List.of(fields).indexOf("-");
            String type = fields[dash + 1];
            if (type.equals("cgroup2") && unified == null) {
                unified = Path.of(fields[4]);
            } else if (type.equals("cgroup")) {
                for (String option : fields[dash + 3].split(",")) {
                    if (isController(option)) {
                        controllers.putIfAbsent(option, Path.of(fields[4]));
                    }
                }
            }
        }
        if (controllers.keySet().stream().anyMatch(name -> !name.startsWith("name="))) {
            return new V1(controllers);
        }
        if (unified == null) {
            throw new IllegalStateException("no cgroup hierarchy is mounted on this machine");
        }
        return new V2(unified);
    }

    private static boolean isController(String option) {
        return switch (option) {
            case "rw", "ro", "xattr", "clone_children", "noprefix", "relatime" -> false;
            default -> !option.contains("=") || option.startsWith("name=");
        };
    }
}
