package io.jdock.supervisor.images;

import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.pack.PackedDirectories;
import io.jdock.supervisor.pack.TreePacker;
import io.jdock.supervisor.snapshots.Snapshots;
import io.jdock.supervisor.tar.EntryWriter;
import java.io.IOException;
import java.util.Optional;

/** Makes a layer of what was written to a snapshot. */
final class LayerPack {

    private final ContentStore content;
    private final Snapshots snapshots;
    private final Pins.Transfer transfer;

    LayerPack(ContentStore content, Snapshots snapshots, Pins.Transfer transfer) {
        this.content = content;
        this.snapshots = snapshots;
        this.transfer = transfer;
    }

    /**
     * Stores the layer; empty when it would change nothing.
     *
     * @param snapshot key of an active one
     */
    Optional<LayerBlob.Finished> pack(String snapshot, Manner manner) throws IOException {
        try (LayerBlob layer = new LayerBlob(content);
                Directory changes = snapshots.openChanges(snapshot)) {
            EntryWriter archive = new EntryWriter(layer.archive());
            TreePacker packer = new TreePacker(archive, manner);
            packer.pack(changes);
            archive.finish();
            return changesNothing(packer.directories(), snapshot)
                    ? Optional.empty()
                    : Optional.of(layer.commit(transfer));
        }
    }

    private boolean changesNothing(PackedDirectories directories, String snapshot) {
        if (!directories.areAll()) {
            return false;
        }
        Optional<String> parent = snapshots.get(snapshot).parent();
        if (parent.isEmpty()) {
            return directories.areOfAnyContainer();
        }
        try (Directory below = snapshots.openMerged(parent.get())) {
            return directories.areUnchangedFrom(below);
        }
    }
}
