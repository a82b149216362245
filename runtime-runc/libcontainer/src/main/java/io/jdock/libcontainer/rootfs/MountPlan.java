package io.jdock.libcontainer.rootfs;

import io.jdock.libcontainer.namespaces.IdMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mount that is to be made.
 *
 * @param destination where
 * @param what what is mounted there
 * @param options how
 * @param ids whose maps it has, if it has any
 */
public record MountPlan(InnerPath destination, What what, MountOptions options, Optional<Ids> ids) {

    /** What is mounted. */
    public sealed interface What {

        /** A file system of its own. @param source what mountinfo shows as its device */
        record FileSystem(String type, @Nullable String source) implements What {}

        /** A part of the host's tree. @param directory whether it is a directory, so that the mount point is one too */
        record Bind(Path source, boolean directory) implements What {}

        /** What is mounted there already. @param superblock whether its file system is changed too */
        record Remount(boolean superblock) implements What {}

        /** The container's own cgroups of version 1. @param directories host directory by controller */
        record CgroupV1(Map<String, Path> directories) implements What {

            public CgroupV1 {
                directories = Map.copyOf(directories);
            }
        }

        /** The version 2 tree as the container's cgroup namespace shows it. */
        record CgroupV2() implements What {}
    }

    /** Which ids of the file system are shown as which. */
    public sealed interface Ids {

        /** Those that the maps give. */
        record Mapped(IdMap uids, IdMap gids) implements Ids {}

        /** Those of a user namespace that exists. */
        record OfNamespace(Path file) implements Ids {}
    }

    /** Whether the mount point is a directory. */
    boolean directory() {
        return !(what instanceof What.Bind(Path _, boolean directory)) || directory;
    }

    boolean cgroup() {
        return what instanceof What.CgroupV1 || what instanceof What.CgroupV2;
    }
}
