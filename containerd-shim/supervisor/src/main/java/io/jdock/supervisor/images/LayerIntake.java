package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Layer;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.images.TransferEvent.Step;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Takes in the layers of one image: each is unpacked while it arrives, side by side with the others, and when all are there
 * they become snapshots, bottom first. Closing removes whatever did not become a snapshot, once its task has ended.
 */
final class LayerIntake implements AutoCloseable {

    private final Snapshots snapshots;
    private final Executor unpackers;
    private final Listener listener;
    private final List<Intake> layers = new ArrayList<>();

    /** One layer; without an unpacking when its snapshot is there already. */
    private record Intake(
            Descriptor layer, DiffId diffId, ChainId chainId, LayerSource source, Optional<Unpacking> unpacking) {}

    /** Layers that somebody has begun to unpack. */
    @FunctionalInterface
    interface Begun {

        /** The unpacking of a blob, if there is one; it belongs to the caller from then on. */
        Optional<Unpacking> take(Digest blob);
    }

    LayerIntake(Snapshots snapshots, Executor unpackers, Listener listener) {
        this.snapshots = snapshots;
        this.unpackers = unpackers;
        this.listener = listener;
    }

    /** Adds the next layer from the bottom and starts to unpack it if its snapshot is missing. */
    void add(Descriptor layer, DiffId diffId, LayerSource source) {
        add(layer, diffId, source, _ -> Optional.empty());
    }

    private void add(Descriptor layer, DiffId diffId, LayerSource source, Begun begun) {
        ChainId chainId = layers.isEmpty()
                ? ChainId.of(diffId)
                : layers.getLast().chainId().with(diffId);
        boolean known = snapshots.find(chainId.toString()).isPresent();
        Optional<Unpacking> early = known ? Optional.empty() : begun.take(layer.digest());
        Optional<Unpacking> unpacking =
                known ? Optional.empty() : early.or(() -> Optional.of(unpacking(layer, source)));
        layers.add(new Intake(layer, diffId, chainId, source, unpacking));
        if (early.isEmpty()) {
            unpacking.ifPresent(unpackers::execute);
        }
    }

    /** Adds all layers of an image whose blobs are stored; what comes of them is pinned first. */
    void addStored(ContentStore content, ImageRecorder.Contents image, Pins.Transfer transfer, Begun begun) {
        List<DiffId> diffIds = image.config().rootfs().diffIds();
        ChainId.stack(diffIds).forEach(transfer::add);
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor layer = image.manifest().layers().get(i);
            add(layer, diffIds.get(i), new LayerSource.Stored(content, layer.digest()), begun);
        }
    }

    private Unpacking unpacking(Descriptor layer, LayerSource source) {
        Throttle progress = new Throttle(count -> report(layer, Step.EXTRACTING, count));
        return new Unpacking(layer.digest().toString(), source, snapshots.extract(), progress);
    }

    /**
     * Waits for all layers and makes them snapshots; when this returns everything is on disk.
     *
     * @throws EngineException the first thing that went wrong with any layer
     */
    void commit() {
        awaitAll();
        layers.forEach(LayerIntake::verify);
        if (layers.stream().anyMatch(intake -> intake.unpacking().isPresent())) {
            snapshots.sync();
        }
        Optional<String> parent = Optional.empty();
        for (Intake intake : layers) {
            String name = intake.chainId().toString();
            if (intake.unpacking().isPresent()) {
                intake.unpacking().get().extraction().commit(name, parent);
                report(intake.layer(), Step.COMPLETE, intake.layer().size());
            }
            parent = Optional.of(name);
        }
    }

    private void awaitAll() {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Intake intake : layers) {
            intake.unpacking()
                    .ifPresent(unpacking -> all.add(unpacking.result().whenComplete((_, error) -> {
                        if (error != null) {
                            failed.completeExceptionally(error);
                        }
                    })));
        }
        CompletableFuture<?> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        try {
            // Whichever comes first: one broken layer ends the waiting for the others.
            CompletableFuture.anyOf(done, failed).get();
        } catch (ExecutionException e) {
            throw Failures.unwrap(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("canceled", e);
        }
        layers.forEach(intake -> intake.source().await());
    }

    private static void verify(Intake intake) {
        intake.unpacking().ifPresent(unpacking -> {
            // What is not compressed is its own content, and its digest was checked when it was stored.
            DiffId found = unpacking
                    .result()
                    .join()
                    .orElseGet(() -> new DiffId(intake.layer().digest()));
            if (!found.equals(intake.diffId())) {
                throw new DataLossException("unpack layer %s: its content is %s, the image config says %s"
                        .formatted(intake.layer().digest(), found, intake.diffId()));
            }
        });
    }

    private void report(Descriptor layer, Step step, long current) {
        listener.report(new Layer(layer.digest(), step, current, layer.size()));
    }

    /** The names that the layers' snapshots have, or will have. */
    List<ChainId> chainIds() {
        return layers.stream().map(Intake::chainId).toList();
    }

    @Override
    public void close() {
        for (Intake intake : layers) {
            intake.unpacking().ifPresent(Unpacking::cancel);
            intake.source().close();
        }
        for (Intake intake : layers) {
            intake.unpacking().ifPresent(Unpacking::close);
        }
    }
}
