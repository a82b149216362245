package io.jdock.supervisor.grpc;

import com.google.protobuf.Any;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Document;
import io.jdock.supervisor.filters.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Container records as messages have them, and as filters see them. */
final class ContainerMessages {

    private ContainerMessages() {}

    static io.jdock.api.containerd.containers.v1.Container message(Container container) {
        var message = io.jdock.api.containerd.containers.v1.Container.newBuilder()
                .setId(container.key().id())
                .putAllLabels(container.labels())
                .setImage(container.image())
                .setRuntime(runtime(container.runtime()))
                .setSnapshotter(container.snapshot().snapshotter())
                .setSnapshotKey(container.snapshot().key())
                .setSandbox(container.sandbox())
                .setCreatedAt(Times.message(container.createdAt()))
                .setUpdatedAt(Times.message(container.updatedAt()));
        if (!container.spec().equals(Document.NONE)) {
            message.setSpec(Documents.message(container.spec()));
        }
        container.extensions().forEach((name, document) -> message.putExtensions(name, Documents.message(document)));
        return message.build();
    }

    /** The record a client wants; its times are set where it is stored. */
    static Container value(String namespace, io.jdock.api.containerd.containers.v1.Container message) {
        Map<String, Document> extensions = new TreeMap<>();
        for (Map.Entry<String, Any> extension : message.getExtensionsMap().entrySet()) {
            extensions.put(extension.getKey(), Documents.value(extension.getValue()));
        }
        return new Container(
                new ContainerKey(namespace, message.getId()),
                message.getLabelsMap(),
                message.getImage(),
                new Container.Runtime(
                        message.getRuntime().getName(),
                        Documents.value(message.getRuntime().getOptions())),
                Documents.value(message.getSpec()),
                new Container.Snapshot(message.getSnapshotter(), message.getSnapshotKey()),
                message.getSandbox(),
                extensions,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** {@code current} with the parts that {@code mask} names taken from {@code wanted}. */
    static Container merge(Container current, Container wanted, UpdateMask mask) {
        return new Container(
                current.key(),
                mask.merge("labels", current.labels(), wanted.labels()),
                mask.has("image") ? wanted.image() : current.image(),
                mask.has("runtime") ? wanted.runtime() : current.runtime(),
                mask.has("spec") ? wanted.spec() : current.spec(),
                new Container.Snapshot(
                        mask.has("snapshotter")
                                ? wanted.snapshot().snapshotter()
                                : current.snapshot().snapshotter(),
                        mask.has("snapshot_key")
                                ? wanted.snapshot().key()
                                : current.snapshot().key()),
                mask.has("sandbox") ? wanted.sandbox() : current.sandbox(),
                mask.merge("extensions", current.extensions(), wanted.extensions()),
                current.createdAt(),
                current.updatedAt());
    }

    static Fields fields(Container container) {
        return path -> switch (path.getFirst()) {
            case "id" -> Optional.of(container.key().id());
            case "image" -> Optional.of(container.image());
            case "labels" -> Fields.inMap(container.labels(), path);
            case "snapshotter" -> Optional.of(container.snapshot().snapshotter());
            case "snapshot_key" -> Optional.of(container.snapshot().key());
            case "runtime" ->
                path.size() == 2 && path.get(1).equals("name")
                        ? Optional.of(container.runtime().name())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static io.jdock.api.containerd.containers.v1.Container.Runtime runtime(Container.Runtime runtime) {
        var message = io.jdock.api.containerd.containers.v1.Container.Runtime.newBuilder()
                .setName(runtime.name());
        if (!runtime.options().equals(Document.NONE)) {
            message.setOptions(Documents.message(runtime.options()));
        }
        return message.build();
    }
}
