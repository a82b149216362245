package io.jdock.supervisor.pack;

import io.jdock.linux.FileStatus;
import java.util.Set;

/**
 * Empty files and directories that every container gets because something is mounted over them. Docker keeps them in a layer of
 * their own, which never becomes part of an image.
 */
final class MountPoints {

    private static final Set<String> FILES =
            Set.of("etc/hosts", "etc/hostname", "etc/resolv.conf", "dev/console", ".dockerenv");
    private static final Set<String> DIRECTORIES = Set.of("proc", "sys", "dev", "dev/pts", "dev/shm", "dev/mqueue");

    private MountPoints() {}

    static boolean isFile(String path, FileStatus status) {
        return status.isRegularFile() && status.size() == 0 && FILES.contains(path);
    }

    /** Whether it is one, if it has nothing in it but others. */
    static boolean isDirectory(String path) {
        return DIRECTORIES.contains(path);
    }
}
