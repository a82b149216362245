package io.jdock.runc.criu;

import io.jdock.libcontainer.rootfs.ExternalMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a saved container is to find where it is restored: all of it is the bundle's, nothing the image's.
 *
 * @param root where its root file system is mounted for it
 * @param cgroups where criu is in each hierarchy, and the container is to be
 * @param inherited descriptors of criu's by the name that the image has for them
 * @param namespaces files of those to join, by criu's names
 */
public record RestoredContainer(
        Path root,
        Map<String, String> cgroups,
        Map<String, Integer> inherited,
        Map<String, Path> namespaces,
        List<ExternalMount> mounts) {

    public RestoredContainer {
        cgroups = Map.copyOf(cgroups);
        inherited = Map.copyOf(inherited);
        namespaces = Map.copyOf(namespaces);
        mounts = List.copyOf(mounts);
    }
}
