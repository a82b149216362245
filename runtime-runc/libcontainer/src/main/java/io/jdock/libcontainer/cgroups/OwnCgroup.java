package io.jdock.libcontainer.cgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The cgroup that this process is in. */
public final class OwnCgroup {

    /** By its own number, which {@code 0} stands for. */
    private static final String MYSELF = "0";

    private OwnCgroup() {}

    /** Moves this process to where it is: changes nothing, but takes the lock that a move takes. */
    public static void rejoin() {
        ControlFile.writeIfPresent(Own.DIRECTORY.resolve("cgroup.procs"), MYSELF);
    }

    /** Found once; a service is not moved about. */
    private static final class Own {

        static final Path DIRECTORY = find();

        private static Path find() {
            CgroupLayout layout = CgroupLayout.detect();
            try {
                for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                    String[] fields = line.split(":", 3);
                    Path root = switch (layout) {
                        case CgroupLayout.V1(Map<String, Path> controllers, Path _) -> controllers.get(fields[1]);
                        case CgroupLayout.V2(Path unified) -> fields[0].equals("0") ? unified : null;
                    };
                    if (root != null) {
                        return root.resolve(fields[2].substring(1));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("read /proc/self/cgroup", e);
            }
            throw new IllegalStateException("this process is in no cgroup of " + layout);
        }
    }
}
