package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.snapshots.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes images: of what a container has written, or of an archive with files. The image is recorded once everything of it is
 * stored and unpacked. Calls block; interrupting the thread ends them. Safe for concurrent use.
 */
public final class Composer {

    private final ContentStore content;
    private final Snapshots snapshots;
    private final Images images;
    private final ImageRecorder recorder;
    private final Pins pins;
    private final Executor unpackers;

    /** @param unpackers has at least as many platform threads as layers are to be unpacked at a time */
    public Composer(
            ContentStore content,
            Snapshots snapshots,
            Images images,
            ImageRecorder recorder,
            Pins pins,
            Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.images = images;
        this.recorder = recorder;
        this.pins = pins;
        this.unpackers = unpackers;
    }

    /** Makes an image with the layers of its base, or with none. Nothing is unpacked or packed. */
    public void configure(NewImage order, Listener listener) {
        compose(order, listener, _ -> Optional.empty());
    }

    /**
     * Adds what was written to an active snapshot to its image as one more layer, unless that is nothing.
     *
     * @param snapshot key of one that was prepared on the image
     * @throws FailedPreconditionException when the image that the snapshot continues is not kept any more
     */
    public void commit(NewImage order, String snapshot, Listener listener) {
        compose(order, listener, transfer -> new LayerPack(content, snapshots, transfer).pack(snapshot, Manner.LAYER));
    }

    /**
     * Makes an image of one layer.
     *
     * @param archive read to its end; may be compressed with gzip or zstd
     */
    public void importFiles(NewImage order, InputStream archive, Listener listener) {
        compose(order, listener, transfer -> Optional.of(new LayerImport(content, transfer).store(archive)));
    }

    @FunctionalInterface
    private interface LayerMaker {

        /** Makes the layer; empty when the image needs none. */
        Optional<LayerBlob.Finished> make(Pins.Transfer transfer) throws IOException;
    }

    private void compose(NewImage order, Listener listener, LayerMaker maker) {
        try (var transfer = pins.transfer()) {
            Optional<KeptImage> base =
                    order.base().map(id -> KeptImage.pin(images, content, order.namespace(), id, transfer));
            Optional<LayerBlob.Finished> layer = maker.make(transfer);
            ImageRecorder.Contents contents = new NewDocuments(content, transfer).store(order, base, layer);
            unpack(contents, transfer, listener);
            recorder.record(order.namespace(), order.name(), contents.descriptor(), contents, listener);
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted()
                    ? new CanceledException("make image: canceled", e)
                    : new UncheckedIOException("make image: " + e.getMessage(), e);
        }
    }

    private void unpack(ImageRecorder.Contents contents, Pins.Transfer transfer, Listener listener) {
        try (LayerIntake intake = new LayerIntake(snapshots, unpackers, listener)) {
            intake.addStored(content, contents, transfer, _ -> Optional.empty());
            intake.commit();
        }
    }
}
