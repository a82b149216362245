package io.jdock.daemon.container.grpc;

import io.grpc.Channel;
import io.grpc.StatusException;
import io.jdock.api.containerd.snapshots.v1.Info;
import io.jdock.api.containerd.snapshots.v1.Kind;
import io.jdock.api.containerd.snapshots.v1.ListSnapshotsRequest;
import io.jdock.api.containerd.snapshots.v1.MountsRequest;
import io.jdock.api.containerd.snapshots.v1.PrepareSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.RemoveSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.SnapshotsGrpc;
import io.jdock.api.containerd.snapshots.v1.StatSnapshotRequest;
import io.jdock.api.containerd.snapshots.v1.UsageRequest;
import io.jdock.api.containerd.types.Mount;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** Containers' file systems: active snapshots whose keys are container IDs. */
final class Rootfs {

    static final String SNAPSHOTTER = "overlayfs";

    private static final int ID_LENGTH = 64;

    private final SnapshotsGrpc.SnapshotsBlockingV2Stub snapshots;
    private final ToLongFunction<ChainId> layerSize;
    /** Layers never change; their names are what is in them. */
    private final Map<String, String> parents = new ConcurrentHashMap<>();

    Rootfs(Channel channel, ToLongFunction<ChainId> layerSize) {
        this.snapshots = SnapshotsGrpc.newBlockingV2Stub(channel);
        this.layerSize = layerSize;
    }

    void prepare(String id, String parent) {
        Calls.answer(() -> snapshots.prepare(PrepareSnapshotRequest.newBuilder()
                .setSnapshotter(SNAPSHOTTER)
                .setKey(id)
                .setParent(parent)
                .build()));
    }

    void remove(String id) {
        Calls.gone(() -> snapshots.remove(RemoveSnapshotRequest.newBuilder()
                .setSnapshotter(SNAPSHOTTER)
                .setKey(id)
                .build()));
    }

    List<Mount> mounts(String id) {
        MountsRequest request = MountsRequest.newBuilder()
                .setSnapshotter(SNAPSHOTTER)
                .setKey(id)
                .build();
        return Calls.answer(() -> snapshots.mounts(request)).getMountsList();
    }

    RootfsSize size(String id) {
        long written = bytes(id);
        long whole = written;
        for (String layer = parent(id); !layer.isEmpty(); layer = parents.computeIfAbsent(layer, this::parent)) {
            whole += layerSize.applyAsLong(ChainId.parse(layer));
        }
        return new RootfsSize(written, whole);
    }

    private String parent(String key) {
        StatSnapshotRequest request = StatSnapshotRequest.newBuilder()
                .setSnapshotter(SNAPSHOTTER)
                .setKey(key)
                .build();
        return Calls.answer(() -> snapshots.stat(request)).getInfo().getParent();
    }

    private long bytes(String key) {
        UsageRequest request = UsageRequest.newBuilder()
                .setSnapshotter(SNAPSHOTTER)
                .setKey(key)
                .build();
        return Calls.answer(() -> snapshots.usage(request)).getSize();
    }

    List<String> ids() {
        return Calls.answer(this::listIds);
    }

    private List<String> listIds() throws StatusException {
        var answers = snapshots
                .withWaitForReady()
                .list(ListSnapshotsRequest.newBuilder()
                        .setSnapshotter(SNAPSHOTTER)
                        .build());
        List<String> ids = new ArrayList<>();
        try {
            while (answers.hasNext()) {
                for (Info info : answers.read().getInfoList()) {
                    // Layers that are being unpacked are active too, under longer keys.
                    if (info.getKind() == Kind.ACTIVE && info.getName().length() == ID_LENGTH) {
                        ids.add(info.getName());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("list snapshots: interrupted", e);
        }
        return List.copyOf(ids);
    }
}
