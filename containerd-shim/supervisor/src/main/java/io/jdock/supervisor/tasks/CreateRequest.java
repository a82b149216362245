package io.jdock.supervisor.tasks;

import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Document;
import io.jdock.supervisor.mounts.Mount;
import java.util.List;

/**
 * What a client wants for a new task, beside the container's record.
 *
 * @param options for the runtime, in place of the container's
 */
public record CreateRequest(ContainerKey key, List<Mount> rootfs, Streams streams, Document options) {

    public CreateRequest {
        rootfs = List.copyOf(rootfs);
    }
}
