package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.copy.Copier;
import io.jdock.supervisor.copy.Owner;
import io.jdock.supervisor.copy.Owners;
import io.jdock.supervisor.copy.Target;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.snapshots.Draft;
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
    private final TreeReader trees;
    private final Executor unpackers;
    private final LayerStacks stacks;

    /** @param unpackers has at least as many platform threads as layers are to be unpacked at a time */
    public Composer(
            ContentStore content,
            Snapshots snapshots,
            Images images,
            ImageRecorder recorder,
            Pins pins,
            TreeReader trees,
            Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.images = images;
        this.recorder = recorder;
        this.pins = pins;
        this.trees = trees;
        this.unpackers = unpackers;
        this.stacks = new LayerStacks(content, snapshots, unpackers);
    }

    /** Makes an image with the layers of its base, or with none. Nothing is unpacked or packed. */
    public void configure(NewImage order, Listener listener) {
        compose(order, listener, (_, _, _) -> Optional.empty());
    }

    /**
     * Adds what was written to an active snapshot to its image as one more layer, unless that is nothing.
     *
     * @param snapshot key of one that was prepared on the image
     * @throws FailedPreconditionException when the image that the snapshot continues is not kept any more
     */
    public void commit(NewImage order, String snapshot, Listener listener) {
        compose(
                order,
                listener,
                (_, transfer, early) -> new LayerPack(content, snapshots, transfer, early).packActive(snapshot));
    }

    /**
     * Adds files to an image, or to none, as one more layer, unless that changes nothing.
     *
     * @throws NotFoundException when a pattern matches nothing, or files that were received are no longer kept
     * @throws InvalidArgumentException when something cannot go where it should
     */
    public void copy(NewImage order, CopyOrder copy, Listener listener) {
        compose(order, listener, (base, transfer, early) -> {
            Optional<String> below = base.flatMap(image -> stacks.complete(image.contents(), transfer, listener));
            try (Draft draft = snapshots.draft(below)) {
                fill(draft, order.namespace(), copy, transfer);
                return new LayerPack(content, snapshots, transfer, early).packDraft(draft);
            }
        });
    }

    private void fill(Draft draft, String namespace, CopyOrder copy, Pins.Transfer transfer) {
        try (OpenTrees sources = new OpenTrees(trees, namespace, transfer);
                Directory root = draft.open()) {
            Owner owner = Owners.resolve(root, copy.owner());
            Copier.copy(sources.sources(copy.files()), new Target(root, copy.destination(), owner, copy.mode()));
        }
    }

    /**
     * Makes an image of one layer.
     *
     * @param archive read to its end; may be compressed with gzip or zstd
     */
    public void importFiles(NewImage order, InputStream archive, Listener listener) {
        compose(
                order,
                listener,
                (_, transfer, early) -> Optional.of(new LayerImport(content, transfer, early).store(archive)));
    }

    @FunctionalInterface
    private interface LayerMaker {

        /** Makes the layer; empty when the image needs none. */
        Optional<LayerBlob.Finished> make(Optional<KeptImage> base, Pins.Transfer transfer, EarlyLayers early)
                throws IOException;
    }

    private void compose(NewImage order, Listener listener, LayerMaker maker) {
        try (var transfer = pins.transfer();
                EarlyLayers early = new EarlyLayers(snapshots, unpackers)) {
            Optional<KeptImage> base =
                    order.base().map(id -> KeptImage.pin(images, content, order.namespace(), id, transfer));
            Optional<LayerBlob.Finished> layer = maker.make(base, transfer, early);
            ImageRecorder.Contents contents = new NewDocuments(content, transfer).store(order, base, layer);
            stacks.complete(contents, transfer, early, listener);
            recorder.record(order.namespace(), order.name(), contents.descriptor(), contents, listener);
        } catch (IOException e) {
            throw failure(new UncheckedIOException("make image: " + e.getMessage(), e));
        } catch (UncheckedIOException e) {
            throw failure(e);
        }
    }

    /** An interrupt closes the file that is just being used. */
    private static RuntimeException failure(UncheckedIOException error) {
        return Thread.currentThread().isInterrupted() ? new CanceledException("make image: canceled", error) : error;
    }
}
