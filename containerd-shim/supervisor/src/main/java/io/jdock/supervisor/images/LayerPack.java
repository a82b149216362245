package io.jdock.supervisor.images;

import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.DiffId;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.pack.PackedDirectories;
import io.jdock.supervisor.pack.TreePacker;
import io.jdock.supervisor.snapshots.Draft;
import io.jdock.supervisor.snapshots.Snapshots;
import io.jdock.supervisor.tar.EntryWriter;
import java.io.IOException;
import java.util.Optional;

/** Makes a layer of what was written to a snapshot. */
final class LayerPack {

    private final ContentStore content;
    private final Snapshots snapshots;
    private final Pins.Transfer transfer;
    private final EarlyLayers early;

    LayerPack(ContentStore content, Snapshots snapshots, Pins.Transfer transfer, EarlyLayers early) {
        this.content = content;
        this.snapshots = snapshots;
        this.transfer = transfer;
        this.early = early;
    }

    /**
     * Stores the layer; empty when it would change nothing.
     *
     * @param snapshot key of an active one, which somebody may be writing to
     */
    Optional<LayerBlob.Finished> packActive(String snapshot) throws IOException {
        try (Directory changes = snapshots.openChanges(snapshot)) {
            return pack(changes, snapshots.get(snapshot).parent(), Manner.LAYER, early);
        }
    }

    /**
     * Stores the layer, and has the draft become its snapshot: what is packed is what is there, and need not be unpacked. Empty
     * when it would change nothing.
     */
    Optional<LayerBlob.Finished> packDraft(Draft draft) throws IOException {
        try (Directory changes = draft.openChanges()) {
            Optional<LayerBlob.Finished> layer =
                    pack(changes, draft.parent(), Manner.CHANGES, EarlyLayers.none(snapshots));
            layer.map(made -> chainId(draft.parent(), made.diffId())).ifPresent(name -> {
                transfer.add(name);
                draft.commit(name.toString());
            });
            return layer;
        }
    }

    private static ChainId chainId(Optional<String> parent, DiffId layer) {
        return parent.map(below -> ChainId.parse(below).with(layer)).orElseGet(() -> ChainId.of(layer));
    }

    private Optional<LayerBlob.Finished> pack(
            Directory changes, Optional<String> parent, Manner manner, EarlyLayers unpacked) throws IOException {
        try (LayerBlob layer = new LayerBlob(content, unpacked)) {
            EntryWriter archive = new EntryWriter(layer.archive());
            TreePacker packer = new TreePacker(archive, manner);
            packer.pack(changes);
            archive.finish();
            return changesNothing(packer.directories(), parent)
                    ? Optional.empty()
                    : Optional.of(layer.commit(transfer));
        }
    }

    private boolean changesNothing(PackedDirectories directories, Optional<String> parent) {
        if (!directories.areAll()) {
            return false;
        }
        if (parent.isEmpty()) {
            return directories.areOfAnyContainer();
        }
        try (Directory below = snapshots.openMerged(parent.get())) {
            return directories.areUnchangedFrom(below);
        }
    }
}
