package io.jdock.supervisor.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.jdock.api.containerd.events.ContainerCreate;
import io.jdock.api.containerd.events.ContainerDelete;
import io.jdock.api.containerd.events.ContainerUpdate;
import io.jdock.api.containerd.events.ContentCreate;
import io.jdock.api.containerd.events.ContentDelete;
import io.jdock.api.containerd.events.ImageCreate;
import io.jdock.api.containerd.events.ImageDelete;
import io.jdock.api.containerd.events.ImageUpdate;
import io.jdock.api.containerd.events.NamespaceCreate;
import io.jdock.api.containerd.events.NamespaceDelete;
import io.jdock.api.containerd.events.NamespaceUpdate;
import io.jdock.api.containerd.events.SnapshotCommit;
import io.jdock.api.containerd.events.SnapshotPrepare;
import io.jdock.api.containerd.events.SnapshotRemove;
import io.jdock.api.containerd.types.Envelope;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.filters.Fields;
import java.util.List;
import java.util.Optional;

/** The topic and the message that each event becomes on the wire, and what filters see of it. */
final class EventMessages {

    private EventMessages() {}

    static Envelope envelope(Event.Envelope envelope) {
        return Envelope.newBuilder()
                .setTimestamp(Times.message(envelope.at()))
                .setNamespace(envelope.namespace())
                .setTopic(topic(envelope.event()))
                .setEvent(any(envelope.event()))
                .build();
    }

    /** {@code topic}, {@code namespace} and {@code event.FIELD}. */
    static Fields fields(Event.Envelope envelope) {
        return path -> switch (path.getFirst()) {
            case "topic" -> Optional.of(topic(envelope.event()));
            case "namespace" -> Optional.of(envelope.namespace());
            case "event" -> eventField(envelope.event(), path);
            default -> Optional.empty();
        };
    }

    private static String topic(Event event) {
        return switch (event) {
            case Event.NamespaceCreated _ -> "/namespaces/create";
            case Event.NamespaceUpdated _ -> "/namespaces/update";
            case Event.NamespaceDeleted _ -> "/namespaces/delete";
            case Event.ContainerCreated _ -> "/containers/create";
            case Event.ContainerUpdated _ -> "/containers/update";
            case Event.ContainerDeleted _ -> "/containers/delete";
            case Event.ImageCreated _ -> "/images/create";
            case Event.ImageUpdated _ -> "/images/update";
            case Event.ImageDeleted _ -> "/images/delete";
            case Event.ContentCreated _ -> "/content/create";
            case Event.ContentDeleted _ -> "/content/delete";
            case Event.SnapshotPrepared _ -> "/snapshot/prepare";
            case Event.SnapshotCommitted _ -> "/snapshot/commit";
            case Event.SnapshotRemoved _ -> "/snapshot/remove";
            case Event.TaskEvent task -> TaskMessages.topic(task);
            case Event.Foreign foreign -> foreign.topic();
        };
    }

    /** Type URLs are bare names, as containerd's clients expect them. */
    private static Any any(Event event) {
        if (event instanceof Event.Foreign foreign) {
            return Any.newBuilder()
                    .setTypeUrl(foreign.type())
                    .setValue(ByteString.copyFrom(foreign.value()))
                    .build();
        }
        return message(event)
                .map(message -> Any.newBuilder()
                        .setTypeUrl(message.getDescriptorForType().getFullName())
                        .setValue(message.toByteString())
                        .build())
                .orElseGet(Any::getDefaultInstance);
    }

    private static Optional<Message> message(Event event) {
        return switch (event) {
            case Event.NamespaceCreated e ->
                Optional.of(NamespaceCreate.newBuilder()
                        .setName(e.name())
                        .putAllLabels(e.labels())
                        .build());
            case Event.NamespaceUpdated e ->
                Optional.of(NamespaceUpdate.newBuilder()
                        .setName(e.name())
                        .putAllLabels(e.labels())
                        .build());
            case Event.NamespaceDeleted e ->
                Optional.of(NamespaceDelete.newBuilder().setName(e.name()).build());
            case Event.ContainerCreated e -> Optional.of(containerCreate(e));
            case Event.ContainerUpdated e -> Optional.of(containerUpdate(e));
            case Event.ContainerDeleted e ->
                Optional.of(ContainerDelete.newBuilder().setId(e.id()).build());
            case Event.ImageCreated e ->
                Optional.of(ImageCreate.newBuilder()
                        .setName(e.name())
                        .putAllLabels(e.labels())
                        .build());
            case Event.ImageUpdated e ->
                Optional.of(ImageUpdate.newBuilder()
                        .setName(e.name())
                        .putAllLabels(e.labels())
                        .build());
            case Event.ImageDeleted e ->
                Optional.of(ImageDelete.newBuilder().setName(e.name()).build());
            case Event.ContentCreated e ->
                Optional.of(ContentCreate.newBuilder()
                        .setDigest(e.digest())
                        .setSize(e.size())
                        .build());
            case Event.ContentDeleted e ->
                Optional.of(ContentDelete.newBuilder().setDigest(e.digest()).build());
            case Event.SnapshotPrepared e -> Optional.of(snapshotPrepare(e));
            case Event.SnapshotCommitted e -> Optional.of(snapshotCommit(e));
            case Event.SnapshotRemoved e ->
                Optional.of(SnapshotRemove.newBuilder()
                        .setKey(e.key())
                        .setSnapshotter(e.snapshotter())
                        .build());
            case Event.TaskEvent task -> Optional.of(TaskMessages.message(task));
            case Event.Foreign _ -> Optional.empty();
        };
    }

    private static Message containerCreate(Event.ContainerCreated event) {
        return ContainerCreate.newBuilder()
                .setId(event.id())
                .setImage(event.image())
                .setRuntime(ContainerCreate.Runtime.newBuilder().setName(event.runtime()))
                .build();
    }

    private static Message containerUpdate(Event.ContainerUpdated event) {
        return ContainerUpdate.newBuilder()
                .setId(event.id())
                .setImage(event.image())
                .putAllLabels(event.labels())
                .setSnapshotKey(event.snapshotKey())
                .build();
    }

    private static Message snapshotPrepare(Event.SnapshotPrepared event) {
        return SnapshotPrepare.newBuilder()
                .setKey(event.key())
                .setParent(event.parent())
                .setSnapshotter(event.snapshotter())
                .build();
    }

    private static Message snapshotCommit(Event.SnapshotCommitted event) {
        return SnapshotCommit.newBuilder()
                .setKey(event.key())
                .setName(event.name())
                .setSnapshotter(event.snapshotter())
                .build();
    }

    private static Optional<String> eventField(Event event, List<String> path) {
        return message(event).flatMap(message -> {
            FieldDescriptor field =
                    path.size() < 2 ? null : message.getDescriptorForType().findFieldByName(path.get(1));
            return field == null
                    ? Optional.empty()
                    : Optional.of(message.getField(field).toString());
        });
    }
}
