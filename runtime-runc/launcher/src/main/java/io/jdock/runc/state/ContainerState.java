package io.jdock.runc.state;

import io.jdock.libcontainer.cgroups.CgroupDriver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a container.
 *
 * @param ociVersion the version of the specification that its bundle names
 * @param bundle its bundle's directory
 * @param rootfs its root file system on the host
 * @param init its first process; absent while it is being made
 * @param cgroup what its driver finds its cgroup by
 * @param driver who makes that cgroup
 * @param cgroupDirectories the same as directories, by controller, also for whoever else reads the file
 * @param streams what the standard streams of its first process were when it was made, as links in procfs show it
 * @param plain whether nothing of its spec is needed to start and to delete it: no hook is run then, and its root goes by itself
 */
public record ContainerState(
        String ociVersion,
        String id,
        Path bundle,
        Path rootfs,
        Instant created,
        Map<String, String> annotations,
        Optional<InitProcess> init,
        String cgroup,
        CgroupDriver driver,
        Map<String, String> cgroupDirectories,
        List<String> streams,
        boolean plain) {

    public ContainerState {
        annotations = Map.copyOf(annotations);
        cgroupDirectories = Map.copyOf(cgroupDirectories);
        streams = List.copyOf(streams);
    }

    /** The same container, with its process, which exists. */
    public ContainerState with(InitProcess process) {
        return new ContainerState(
                ociVersion,
                id,
                bundle,
                rootfs,
                created,
                annotations,
                Optional.of(process),
                cgroup,
                driver,
                cgroupDirectories,
                process.streams(),
                plain);
    }
}
