package io.jdock.supervisor.containers;

import io.jdock.errdefs.InvalidArgumentException;
import java.time.Instant;
import java.util.Map;

/**
 * The record of one container.
 *
 * @param image name of the image it was made from, for information; may be empty
 * @param runtime how to run it
 * @param spec the OCI runtime specification, as JSON
 * @param snapshot its writable file tree, named by snapshotter and key; may be empty
 * @param sandbox group it belongs to; may be empty
 */
public record Container(
        ContainerKey key,
        Map<String, String> labels,
        String image,
        Runtime runtime,
        Document spec,
        Snapshot snapshot,
        String sandbox,
        Map<String, Document> extensions,
        Instant createdAt,
        Instant updatedAt) {

    public Container {
        labels = Map.copyOf(labels);
        extensions = Map.copyOf(extensions);
        if (runtime.name().isEmpty()) {
            throw new InvalidArgumentException("container %s: runtime.name is missing".formatted(key));
        }
    }

    /** Which runtime, and what only that one understands. */
    public record Runtime(String name, Document options) {}

    /** Where the writable file tree is. */
    public record Snapshot(String snapshotter, String key) {}

    /** This record as a client sees it after changing it at {@code now}. */
    Container at(Instant created, Instant now) {
        return new Container(key, labels, image, runtime, spec, snapshot, sandbox, extensions, created, now);
    }
}
