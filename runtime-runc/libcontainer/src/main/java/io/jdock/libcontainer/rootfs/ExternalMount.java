package io.jdock.libcontainer.rootfs;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A mount of a container that shows a part of the host's tree, so that whoever saves the container has to leave it out, and
 * whoever restores it has to know what to mount there.
 *
 * @param place where in the container it is, links followed
 * @param source what it shows, on the host
 */
public record ExternalMount(String place, Path source) {

    /** Those of a container, in the order they are made. Links are followed as they are on the host now. */
    public static List<ExternalMount> of(RootfsPlan plan) {
        try (Fd root = directory(plan.root().toString())) {
            return of(plan, path -> LinkResolver.resolve(root, path));
        }
    }

    /** @param follow finds the place that a path leads to */
    static List<ExternalMount> of(RootfsPlan plan, UnaryOperator<InnerPath> follow) {
        List<ExternalMount> mounts = new ArrayList<>();
        for (MountPlan mount : plan.mounts()) {
            switch (mount.what()) {
                case MountPlan.What.Bind(Path source, boolean _) ->
                    mounts.add(at(follow.apply(mount.destination()), source));
                case MountPlan.What.CgroupV1(Map<String, Path> directories) -> {
                    String top = follow.apply(mount.destination()).toString();
                    new TreeMap<>(directories)
                            .forEach((name, source) -> mounts.add(new ExternalMount(top + "/" + name, source)));
                }
                case MountPlan.What.FileSystem _, MountPlan.What.Remount _, MountPlan.What.CgroupV2 _ -> {}
            }
        }
        // In a user namespace they are mounts; elsewhere this is about nothing.
        for (DeviceNode node : plan.devices()) {
            mounts.add(at(follow.apply(node.path()), Path.of(node.path().toString())));
        }
        return mounts;
    }

    private static ExternalMount at(InnerPath place, Path source) {
        return new ExternalMount(place.toString(), source);
    }

    /**
     * The masked paths of a running container where there is a file, which the host's null device covers.
     *
     * @param pid its first process
     */
    public static List<String> maskedFiles(RootfsPlan plan, int pid) {
        try (Fd root = directory("/proc/%d/root".formatted(pid))) {
            return plan.masked().stream()
                    .filter(path -> isFile(root, path))
                    .map(InnerPath::toString)
                    .toList();
        }
    }

    private static boolean isFile(Fd root, InnerPath path) {
        try (Fd found = FileCalls.openat2(root.number(), path.relative(), OpenFlags.PATH, 0, InRoot.RESOLVE)) {
            return !FileCalls.stat(found.number(), "", At.EMPTY_PATH)
                    .orElseThrow()
                    .isDirectory();
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return false;
            }
            throw e;
        }
    }

    private static Fd directory(String path) {
        return FileCalls.open(At.FDCWD, path, OpenFlags.PATH | OpenFlags.DIRECTORY, 0);
    }
}
