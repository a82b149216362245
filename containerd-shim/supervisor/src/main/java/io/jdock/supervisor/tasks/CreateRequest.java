package io.jdock.supervisor.tasks;

import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.mounts.Mount;
import java.util.List;

/** What a client wants for a new task, beside the container's record. */
public record CreateRequest(ContainerKey key, List<Mount> rootfs, Streams streams) {

    public CreateRequest {
        rootfs = List.copyOf(rootfs);
    }
}
