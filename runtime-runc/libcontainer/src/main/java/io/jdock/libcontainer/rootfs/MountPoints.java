package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Where this process sees something mounted, see proc_pid_mountinfo(5). */
record MountPoints(List<Path> paths) {

    private static final int MOUNT_POINT = 4;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    MountPoints {
        paths = List.copyOf(paths);
    }

    static MountPoints current() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/mountinfo", e);
        }
    }

    static MountPoints parse(List<String> mountinfo) {
        return new MountPoints(mountinfo.stream()
                .map(line -> Path.of(unescape(line.split(" ")[MOUNT_POINT])))
                .toList());
    }

    /** The innermost one that holds a path, links in it followed. @throws NotFoundException if the path does not exist */
    Path of(Path path) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw new NotFoundException("find the mount of %s: %s".formatted(path, e));
        }
        return paths.stream()
                .filter(real::startsWith)
                .max(Comparator.comparing(Path::getNameCount))
                .orElseThrow(() -> new NotFoundException("find the mount of %s: none is in sight".formatted(path)));
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Character.toString((char) Integer.parseInt(match.group(1), 8))
                        .replace("\\", "\\\\"));
    }
}
