package io.jdock.supervisor.events;

import io.jdock.supervisor.mounts.Mount;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything the supervisor tells about. Which topic and message each becomes is decided where they are sent. */
public sealed interface Event {

    record NamespaceCreated(String name, Map<String, String> labels) implements Event {}

    record NamespaceUpdated(String name, Map<String, String> labels) implements Event {}

    record NamespaceDeleted(String name) implements Event {}

    record ContainerCreated(String id, String image, String runtime) implements Event {}

    record ContainerUpdated(String id, String image, Map<String, String> labels, String snapshotKey) implements Event {}

    record ContainerDeleted(String id) implements Event {}

    record ImageCreated(String name, Map<String, String> labels) implements Event {}

    record ImageUpdated(String name, Map<String, String> labels) implements Event {}

    record ImageDeleted(String name) implements Event {}

    record ContentCreated(String digest, long size) implements Event {}

    record ContentDeleted(String digest) implements Event {}

    record SnapshotPrepared(String key, String parent, String snapshotter) implements Event {}

    record SnapshotCommitted(String key, String name, String snapshotter) implements Event {}

    record SnapshotRemoved(String key, String snapshotter) implements Event {}

    /** Something about a task or one of its processes. */
    sealed interface TaskEvent extends Event {}

    record TaskCreated(String container, String bundle, List<Mount> rootfs, Streams streams, int pid)
            implements TaskEvent {}

    record TaskStarted(String container, int pid) implements TaskEvent {}

    /** The process {@code id} ended: the task's own when it is the container's ID, else an exec. */
    record TaskExited(String container, String id, int pid, int status, Instant at) implements TaskEvent {}

    record TaskDeleted(String container, String id, int pid, int status, Instant at) implements TaskEvent {}

    record TaskOutOfMemory(String container) implements TaskEvent {}

    record TaskPaused(String container) implements TaskEvent {}

    record TaskResumed(String container) implements TaskEvent {}

    record ExecAdded(String container, String execId) implements TaskEvent {}

    record ExecStarted(String container, String execId, int pid) implements TaskEvent {}

    /** What a client asked to have published; the supervisor does not look inside. */
    record Foreign(String topic, String type, byte[] value) implements Event {}

    /** Where a process' standard streams lead. */
    record Streams(String stdin, String stdout, String stderr, boolean terminal) {}

    /** An event and where and when it happened. */
    record Envelope(Instant at, String namespace, Event event) {}
}
