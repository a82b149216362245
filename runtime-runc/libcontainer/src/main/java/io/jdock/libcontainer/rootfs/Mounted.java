package io.jdock.libcontainer.rootfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of proc_pid_mountinfo(5).
 *
 * @param parent the mount that it is mounted on
 * @param device of the file system
 * @param root the part of the file system that is shown
 * @param point where
 * @param type of the file system
 */
record Mounted(String id, String parent, String device, Path root, Path point, String type) {

    /** All mounts that a process sees, those on top of others later. */
    static List<Mounted> of(int pid) {
        Path file = Path.of("/proc/%d/mountinfo".formatted(pid));
        try {
            List<Mounted> mounts = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                mounts.add(parse(line));
            }
            return mounts;
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    /** Reads a line. */
    static Mounted parse(String line) {
        List<String> fields = List.of(line.split(" "));
        String type = fields.get(fields.indexOf("-") + 1);
        return new Mounted(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                Path.of(unescaped(fields.get(3))),
                Path.of(unescaped(fields.get(4))),
                type);
    }

    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    /** The part of the file system that it shows at a place on it. */
    Path shownAt(Path place) {
        return root.resolve(point.relativize(place)).normalize();
    }

    /** Whether it shows all of its file system. */
    boolean whole() {
        return root.equals(Path.of("/"));
    }
}
