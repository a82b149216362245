package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.snapshots.v1.CleanupRequest;
import io.jdock.api.containerd.snapshots.v1.CommitSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.Info;
import io.jdock.api.containerd.snapshots.v1.Kind;
import io.jdock.api.containerd.snapshots.v1.ListSnapshotsRequest;
import io.jdock.api.containerd.snapshots.v1.ListSnapshotsResponse;
import io.jdock.api.containerd.snapshots.v1.MountsRequest;
import io.jdock.api.containerd.snapshots.v1.MountsResponse;
import io.jdock.api.containerd.snapshots.v1.PrepareSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.PrepareSnapshotResponse;
import io.jdock.api.containerd.snapshots.v1.RemoveSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.SnapshotsGrpc;
import io.jdock.api.containerd.snapshots.v1.StatSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.StatSnapshotResponse;
import io.jdock.api.containerd.snapshots.v1.UpdateSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.UpdateSnapshotResponse;
import io.jdock.api.containerd.snapshots.v1.UsageRequest;
import io.jdock.api.containerd.snapshots.v1.UsageResponse;
import io.jdock.api.containerd.snapshots.v1.ViewSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.ViewSnapshotResponse;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.snapshots.Snapshot;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@link Snapshots} over gRPC. */
public final class SnapshotsService extends SnapshotsGrpc.SnapshotsImplBase {

    private final Snapshots snapshots;
    private final GarbageCollector garbage;

    public SnapshotsService(Snapshots snapshots, GarbageCollector garbage) {
        this.snapshots = snapshots;
        this.garbage = garbage;
    }

    @Override
    public void prepare(PrepareSnapshotRequest request, StreamObserver<PrepareSnapshotResponse> caller) {
        requireOurs(request.getSnapshotter());
        List<Mount> mounts = snapshots.prepare(
                CallNamespace.required(),
                requireKey(request.getKey()),
                optional(request.getParent()),
                request.getLabelsMap());
        Reply.send(
                caller,
                PrepareSnapshotResponse.newBuilder()
                        .addAllMounts(messages(mounts))
                        .build());
    }

    @Override
    public void view(ViewSnapshotRequest request, StreamObserver<ViewSnapshotResponse> caller) {
        requireOurs(request.getSnapshotter());
        List<Mount> mounts = snapshots.view(
                CallNamespace.required(),
                requireKey(request.getKey()),
                optional(request.getParent()),
                request.getLabelsMap());
        Reply.send(
                caller,
                ViewSnapshotResponse.newBuilder().addAllMounts(messages(mounts)).build());
    }

    @Override
    public void mounts(MountsRequest request, StreamObserver<MountsResponse> caller) {
        requireOurs(request.getSnapshotter());
        List<Mount> mounts = snapshots.mounts(request.getKey());
        Reply.send(
                caller,
                MountsResponse.newBuilder().addAllMounts(messages(mounts)).build());
    }

    @Override
    public void commit(CommitSnapshotRequest request, StreamObserver<Empty> caller) {
        requireOurs(request.getSnapshotter());
        snapshots.commit(
                CallNamespace.required(), request.getKey(), requireKey(request.getName()), request.getLabelsMap());
        Reply.done(caller);
    }

    @Override
    public void remove(RemoveSnapshotRequest request, StreamObserver<Empty> caller) {
        requireOurs(request.getSnapshotter());
        snapshots.remove(CallNamespace.required(), request.getKey());
        // It may have been the last that kept the layers of a deleted image.
        garbage.schedule();
        Reply.done(caller);
    }

    @Override
    public void stat(StatSnapshotRequest request, StreamObserver<StatSnapshotResponse> caller) {
        requireOurs(request.getSnapshotter());
        Info info = message(snapshots.get(request.getKey()));
        Reply.send(caller, StatSnapshotResponse.newBuilder().setInfo(info).build());
    }

    @Override
    public void update(UpdateSnapshotRequest request, StreamObserver<UpdateSnapshotResponse> caller) {
        requireOurs(request.getSnapshotter());
        UpdateMask mask = new UpdateMask(request.getUpdateMask());
        mask.requireOnly("snapshot " + request.getInfo().getName(), "labels");
        Snapshot updated = snapshots.update(
                request.getInfo().getName(),
                current -> mask.merge("labels", current, request.getInfo().getLabelsMap()));
        Reply.send(
                caller,
                UpdateSnapshotResponse.newBuilder().setInfo(message(updated)).build());
    }

    @Override
    public void list(ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> caller) {
        requireOurs(request.getSnapshotter());
        Filter filter = Filter.any(request.getFiltersList());
        ListSnapshotsResponse.Builder answer = ListSnapshotsResponse.newBuilder();
        for (Snapshot snapshot : snapshots.list()) {
            if (filter.matches(fields(snapshot))) {
                answer.addInfo(message(snapshot));
            }
        }
        Reply.send(caller, answer.build());
    }

    @Override
    public void usage(UsageRequest request, StreamObserver<UsageResponse> caller) {
        requireOurs(request.getSnapshotter());
        // Walking a tree is a lot of system calls, which would hold up the virtual threads.
        Trees.Usage usage = Threads.callOnPlatformThread("snapshot-usage", () -> snapshots.usage(request.getKey()));
        Reply.send(
                caller,
                UsageResponse.newBuilder()
                        .setSize(usage.bytes())
                        .setInodes(usage.inodes())
                        .build());
    }

    @Override
    public void cleanup(CleanupRequest request, StreamObserver<Empty> caller) {
        requireOurs(request.getSnapshotter());
        garbage.collect();
        Reply.done(caller);
    }

    /** Clients that name none mean the default one. */
    private static void requireOurs(String snapshotter) {
        if (!snapshotter.isEmpty() && !snapshotter.equals(Snapshots.NAME)) {
            throw new InvalidArgumentException(
                    "snapshotter \"%s\" is not there, only \"%s\" is".formatted(snapshotter, Snapshots.NAME));
        }
    }

    private static String requireKey(String key) {
        if (key.isEmpty()) {
            throw new InvalidArgumentException("snapshot has no key");
        }
        return key;
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static List<io.jdock.api.containerd.types.Mount> messages(List<Mount> mounts) {
        return mounts.stream().map(Mounts::message).toList();
    }

    private static Info message(Snapshot snapshot) {
        return Info.newBuilder()
                .setName(snapshot.key())
                .setParent(snapshot.parent().orElse(""))
                .setKind(kind(snapshot.kind()))
                .setCreatedAt(Times.message(snapshot.createdAt()))
                .setUpdatedAt(Times.message(snapshot.updatedAt()))
                .putAllLabels(snapshot.labels())
                .build();
    }

    private static Kind kind(Snapshot.Kind kind) {
        return switch (kind) {
            case VIEW -> Kind.VIEW;
            case ACTIVE -> Kind.ACTIVE;
            case COMMITTED -> Kind.COMMITTED;
        };
    }

    private static Fields fields(Snapshot snapshot) {
        return path -> switch (path.getFirst()) {
            case "name" -> Optional.of(snapshot.key());
            case "parent" -> snapshot.parent();
            case "kind" -> Optional.of(snapshot.kind().name().toLowerCase(Locale.ROOT));
            case "labels" -> Fields.inMap(snapshot.labels(), path);
            default -> Optional.empty();
        };
    }
}
