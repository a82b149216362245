package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cgroups below a container's that a process is to be in, as the container or somebody else has made them.
 *
 * @param paths by controller, relative to the container's cgroup; one with an empty name means every controller
 */
public record SubCgroups(Map<String, String> paths) {

    /** The container's own. */
    public static final SubCgroups NONE = new SubCgroups(Map.of());

    public SubCgroups {
        paths = Map.copyOf(paths);
    }

    /**
     * Reads them from a command line.
     *
     * @param words each {@code CONTROLLER,...:PATH}; or a path alone, which is then the only one
     * @throws InvalidArgumentException for anything else
     */
    public static SubCgroups parse(List<String> words) {
        Map<String, String> paths = new HashMap<>();
        for (String word : words) {
            String[] parts = word.split(":", -1);
            if (parts.length > 2) {
                throw new InvalidArgumentException("invalid --cgroup argument: " + word);
            }
            if (parts.length == 1 && words.size() > 1) {
                throw new InvalidArgumentException(
                        "invalid --cgroup argument: %s (missing <controller>: prefix)".formatted(word));
            }
            for (String controller : parts.length == 1 ? new String[] {""} : parts[0].split(",", -1)) {
                paths.put(controller, parts[parts.length - 1]);
            }
        }
        return new SubCgroups(paths);
    }

    /**
     * Moves a process in.
     *
     * @throws InvalidArgumentException for a controller that there is none of, or a path that leads out of the container's cgroup
     * @throws FailedPreconditionException if there is no such cgroup
     */
    public void join(Cgroup cgroup, int pid) {
        if (paths.isEmpty()) {
            cgroup.join(pid);
            return;
        }
        Map<String, Path> own = cgroup.directories();
        Map<String, Path> places = places(own);
        // Also for hierarchies that have no controllers.
        cgroup.join(pid);
        for (Path directory : places.values()) {
            if (own.containsValue(directory)) {
                continue;
            }
            Path processes = directory.resolve("cgroup.procs");
            try {
                ControlFile.write(processes, Integer.toString(pid));
            } catch (ErrnoException e) {
                throw new FailedPreconditionException(
                        "error adding pid %d to cgroups: open %s: %s"
                                .formatted(pid, processes, e.errno().text()),
                        e);
            }
        }
    }

    /** @param own the container's own directory by name of the hierarchy, which is that of its controllers */
    Map<String, Path> places(Map<String, Path> own) {
        Map<String, Path> places = new LinkedHashMap<>(own);
        paths.forEach((controller, path) -> {
            boolean known = false;
            for (Map.Entry<String, Path> hierarchy : own.entrySet()) {
                if (controller.isEmpty()
                        || List.of(hierarchy.getKey().split(",")).contains(controller)) {
                    places.put(hierarchy.getKey(), below(hierarchy.getValue(), path));
                    known = true;
                }
            }
            if (!known) {
                throw new InvalidArgumentException("unknown controller %s in SubCgroupPaths".formatted(controller));
            }
        });
        return places;
    }

    private static Path below(Path own, String path) {
        Path below = Path.of(own + "/" + path).normalize();
        if (path.indexOf('\0') >= 0 || !below.startsWith(own)) {
            throw new InvalidArgumentException(path.replace('\0', '?') + " is not a sub cgroup path");
        }
        return below;
    }
}
