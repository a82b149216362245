package io.jdock.libcontainer.cgroups;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cgroup that this process is in. */
public final class OwnCgroup {

    /** By its own number, which {@code 0} stands for. */
    private static final String MYSELF = "0";

    private OwnCgroup() {}

    /** Moves this process to where it is: changes nothing, but takes the lock that a move takes. */
    public static void rejoin() {
        ControlFile.writeIfPresent(Own.DIRECTORY.resolve("cgroup.procs"), MYSELF);
    }

    /** Its directories, as {@link Cgroup#directories} has them. */
    static Map<String, Path> directories(CgroupLayout layout) {
        Map<String, Path> directories = new LinkedHashMap<>();
        for (Membership member : memberships()) {
            Path root = root(layout, member.hierarchy(), member.controller());
            if (root != null) {
                boolean two = layout instanceof CgroupLayout.V2;
                directories.put(two ? "" : root.getFileName().toString(), root.resolve(member.path()));
            }
        }
        return directories;
    }

    /** Its directory in one of the hierarchies, with version 2 the only one. */
    static Path directory(CgroupLayout layout) {
        for (Path directory : directories(layout).values()) {
            return directory;
        }
        throw new IllegalStateException("this process is in no cgroup of " + layout);
    }

    /** Its directories with version 1, as {@link Cgroup#byController} has them; in a container that is the root it sees. */
    static Map<String, Path> byController(CgroupLayout.V1 layout) {
        Map<String, Path> directories = new LinkedHashMap<>();
        for (Membership member : memberships()) {
            String controller = member.controller();
            Path root = controller.isEmpty()
                    ? layout.unified()
                    : layout.controllers().get(controller);
            if (root != null) {
                Path directory = root.resolve(member.path());
                directories.put(controller, Files.isDirectory(directory) ? directory : root);
            }
        }
        return directories;
    }

    /** As cgroups(7) has it. @param path relative to the root that this process sees */
    private record Membership(String hierarchy, String controller, String path) {}

    private static List<Membership> memberships() {
        List<Membership> memberships = new ArrayList<>();
        for (String line : ControlFile.lines(Path.of("/proc/self/cgroup"))) {
            String[] fields = line.split(":", 3);
            for (String controller : fields[1].split(",")) {
                memberships.add(new Membership(fields[0], controller, fields[2].substring(1)));
            }
        }
        return memberships;
    }

    /** Not a switch on the type: its bootstrap would cost a cold start a millisecond. */
    private static @Nullable Path root(CgroupLayout layout, String hierarchy, String controller) {
        if (layout instanceof CgroupLayout.V1(Map<String, Path> controllers, Path _)) {
            return controllers.get(controller);
        }
        return hierarchy.equals("0") ? ((CgroupLayout.V2) layout).root() : null;
    }

    /** Found once; a service is not moved about. */
    private static final class Own {

        /** In any hierarchy: the lock is the same. */
        static final Path DIRECTORY = directory(CgroupLayout.detect());
    }
}
