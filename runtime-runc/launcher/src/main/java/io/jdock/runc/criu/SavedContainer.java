package io.jdock.runc.criu;

import io.jdock.libcontainer.rootfs.ExternalMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running container as criu has to be told of it.
 *
 * @param pid its first process
 * @param freezer the directory of the cgroup that makes it stand still
 * @param namespaces those that were there before it, in criu's words
 * @param maskedFiles those that the null device covers
 */
public record SavedContainer(
        int pid,
        Path rootfs,
        Optional<Path> freezer,
        List<String> namespaces,
        List<ExternalMount> mounts,
        List<String> maskedFiles) {

    public SavedContainer {
        namespaces = List.copyOf(namespaces);
        mounts = List.copyOf(mounts);
        maskedFiles = List.copyOf(maskedFiles);
    }
}
