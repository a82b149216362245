package io.jdock.supervisor.images;

import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Has the layers of images that are stored as snapshots. Safe for concurrent use. */
final class LayerStacks {

    private final ContentStore content;
    private final Snapshots snapshots;
    private final Executor unpackers;

    LayerStacks(ContentStore content, Snapshots snapshots, Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.unpackers = unpackers;
    }

    /** Unpacks those layers that are no snapshots; returns the name of the topmost one. All are pinned. */
    Optional<String> complete(ImageRecorder.Contents image, Pins.Transfer transfer, Listener listener) {
        return complete(image, transfer, EarlyLayers.none(snapshots), listener);
    }

    /** The same; what was begun to be unpacked is taken on. */
    Optional<String> complete(
            ImageRecorder.Contents image, Pins.Transfer transfer, EarlyLayers early, Listener listener) {
        try (LayerIntake intake = new LayerIntake(snapshots, unpackers, listener)) {
            intake.addStored(content, image, transfer, early::take);
            intake.commit();
        }
        return image.config().chainId().map(Object::toString);
    }
}
