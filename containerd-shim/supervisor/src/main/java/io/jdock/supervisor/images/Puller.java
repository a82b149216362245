package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.DiskFull;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.images.TransferEvent.Step;
import io.jdock.supervisor.registry.RegistryClient;
import io.jdock.supervisor.registry.ResolvedDocument;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Pulls images: resolves the reference, has the layers downloaded and unpacked side by side, and records the image last. A
 * pull that fails records nothing. Calls block; interrupting the thread ends them. Safe for concurrent use.
 */
public final class Puller {

    /** An index may list indexes; more than this many levels is somebody's joke. */
    private static final int MAX_INDEX_DEPTH = 3;

    private final ContentStore content;
    private final Snapshots snapshots;
    private final ImageRecorder recorder;
    private final BlobOrigins origins;
    private final UnfinishedPulls unfinished;
    private final Pins pins;
    private final Executor unpackers;
    private final Downloads downloads;
    private final Artifacts artifacts;
    private final Attestations attestations;

    /** @param unpackers has at least as many platform threads as layers are to be unpacked at a time */
    public Puller(
            ContentStore content,
            Snapshots snapshots,
            ImageRecorder recorder,
            BlobOrigins origins,
            UnfinishedPulls unfinished,
            Pins pins,
            Executor unpackers) {
        this.content = content;
        this.snapshots = snapshots;
        this.recorder = recorder;
        this.origins = origins;
        this.unfinished = unfinished;
        this.pins = pins;
        this.unpackers = unpackers;
        this.downloads = new Downloads(content);
        this.artifacts = new Artifacts(content, downloads);
        this.attestations = new Attestations(content, artifacts);
    }

    /**
     * Pulls an image and records it under the reference.
     *
     * @throws io.jdock.errdefs.EngineException as {@link RegistryClient} does; DataLoss also for a layer that cannot be
     *     unpacked; InvalidArgument for an image with layers of an unknown kind
     */
    public void pull(PullOrder order, Listener listener) {
        downloads.allow(order.parallel());
        RegistryClient client = new RegistryClient(order.reference(), order.policy(), order.credentials());
        try (var transfer = pins.transfer()) {
            ResolvedDocument top = client.resolve();
            store(top, transfer);
            listener.report(new TransferEvent.Resolved(top.descriptor().digest()));

            Running pull = new Running(order, client, top, transfer, listener);
            Choice choice = chooseManifest(pull);
            if (choice.manifest().isImage()) {
                pullImage(pull, choice);
            } else {
                pullArtifact(pull, choice);
            }
        }
    }

    /** A pull that has found out what its reference stands for. */
    private record Running(
            PullOrder order, RegistryClient client, ResolvedDocument top, Pins.Transfer transfer, Listener listener) {}

    /**
     * What is to be brought of it.
     *
     * @param index that lists it, unless it is all there is
     */
    private record Choice(Descriptor descriptor, Manifest manifest, Optional<Index> index) {}

    private void pullImage(Running pull, Choice choice) {
        PullOrder order = pull.order();
        Manifest manifest = choice.manifest();
        requireLayers(order, manifest);
        pull.transfer().add(manifest.config().digest());
        ImageConfig config = fetchConfig(pull.client(), manifest);
        requirePlatform(order, config);

        unfinished.keep(order.namespace(), order.reference(), manifest.layers(), () -> {
            fetchLayers(pull.client(), manifest, config, pull.transfer(), pull.listener());
            choice.index()
                    .map(index -> attestations.fetch(
                            pull.client(), choice.descriptor().digest(), index, pull.transfer()))
                    .ifPresent(brought -> origins.add(order.reference(), brought));
            record(pull, choice, new ImageRecorder.Contents(choice.descriptor(), manifest, config));
        });
    }

    /** Nothing of it is unpacked, and it is for no platform. */
    private void pullArtifact(Running pull, Choice choice) {
        PullOrder order = pull.order();
        Manifest manifest = choice.manifest();
        unfinished.keep(order.namespace(), order.reference(), Artifacts.blobs(manifest), () -> {
            artifacts.fetch(pull.client(), manifest, pull.transfer(), pull.listener());
            long size = choice.descriptor().size() + Artifacts.require(content, manifest);
            record(pull, choice, new ImageRecorder.Artifact(choice.descriptor(), manifest, size));
        });
    }

    private void record(Running pull, Choice choice, ImageRecorder.Kept kept) {
        PullOrder order = pull.order();
        Descriptor target = pull.top().descriptor();
        origins.add(order.reference(), digests(target, choice));
        recorder.record(order.namespace(), order.reference().toString(), target, kept, pull.listener());
    }

    private static Set<Digest> digests(Descriptor target, Choice choice) {
        Set<Digest> all = new LinkedHashSet<>();
        all.add(target.digest());
        all.add(choice.descriptor().digest());
        Artifacts.blobs(choice.manifest()).forEach(blob -> all.add(blob.digest()));
        return all;
    }

    private void store(ResolvedDocument document, Pins.Transfer transfer) {
        transfer.add(document.descriptor().digest());
        content.put(document.descriptor().digest(), document.bytes());
    }

    private Choice chooseManifest(Running pull) {
        PullOrder order = pull.order();
        Platform wanted = order.platform().orElseGet(Platform::host);
        ResolvedDocument document = pull.top();
        Optional<Index> within = Optional.empty();
        for (int depth = 0; depth < MAX_INDEX_DEPTH; depth++) {
            switch (document.document()) {
                case Manifest manifest -> {
                    return new Choice(document.descriptor(), manifest, within);
                }
                case Index index -> {
                    Descriptor chosen = index.choose(wanted, order.platform().isPresent())
                            .orElseThrow(() -> new NotFoundException(
                                    "no matching manifest for %s in the manifest list entries of %s"
                                            .formatted(wanted, order.reference().familiar())));
                    document = pull.client().manifest(chosen);
                    store(document, pull.transfer());
                    within = Optional.of(index);
                }
            }
        }
        throw new DataLossException(
                "pull %s: more than %d indexes inside each other".formatted(order.reference(), MAX_INDEX_DEPTH));
    }

    private static void requireLayers(PullOrder order, Manifest manifest) {
        for (Descriptor layer : manifest.layers()) {
            if (!MediaTypes.isLayer(layer.mediaType())) {
                throw new InvalidArgumentException("pull %s: layer %s has the unsupported type \"%s\""
                        .formatted(order.reference().familiar(), layer.digest(), layer.mediaType()));
            }
        }
    }

    private ImageConfig fetchConfig(RegistryClient client, Manifest manifest) {
        Descriptor descriptor = manifest.config();
        if (descriptor.size() > Documents.MAX_BYTES) {
            throw new DataLossException("image config %s has %d bytes, at most %d are supported"
                    .formatted(descriptor.digest(), descriptor.size(), Documents.MAX_BYTES));
        }
        if (!content.contains(descriptor.digest())) {
            try (var interest = downloads.join(descriptor, client)) {
                interest.download().await();
            }
        }
        byte[] bytes = content.readAll(descriptor.digest(), Documents.MAX_BYTES);
        ImageConfig config = Documents.config(bytes, "image config " + descriptor.digest());
        if (config.rootfs().diffIds().size() != manifest.layers().size()) {
            throw new DataLossException("image config %s names %d layers, its manifest %d"
                    .formatted(
                            descriptor.digest(),
                            config.rootfs().diffIds().size(),
                            manifest.layers().size()));
        }
        return config;
    }

    private static void requirePlatform(PullOrder order, ImageConfig config) {
        boolean wrong = order.platform()
                .filter(wanted -> !wanted.same(config.platform()))
                .isPresent();
        if (wrong) {
            throw new NotFoundException(
                    "image with reference %s was found but does not match the specified platform: wanted %s, actual: %s"
                            .formatted(
                                    order.reference().familiar(),
                                    order.platform().get(),
                                    config.platform().normalized()));
        }
    }

    private void fetchLayers(
            RegistryClient client, Manifest manifest, ImageConfig config, Pins.Transfer transfer, Listener listener) {
        List<DiffId> diffIds = config.rootfs().diffIds();
        manifest.layers().forEach(layer -> transfer.add(layer.digest()));
        ChainId.stack(diffIds).forEach(transfer::add);
        try (LayerIntake intake = new LayerIntake(snapshots, unpackers, listener)) {
            for (int i = 0; i < diffIds.size(); i++) {
                Descriptor layer = manifest.layers().get(i);
                intake.add(layer, diffIds.get(i), source(client, layer, listener));
            }
            intake.commit();
        } catch (RuntimeException e) {
            if (DiskFull.behind(e).isPresent()) {
                // Whoever else needs the disk needs it more than a pull that may come.
                manifest.layers().forEach(layer -> downloads.discard(layer.digest()));
            }
            throw e;
        }
    }

    private LayerSource source(RegistryClient client, Descriptor layer, Listener listener) {
        if (content.contains(layer.digest())) {
            listener.report(new TransferEvent.Layer(layer.digest(), Step.EXISTS, layer.size(), layer.size()));
            return new LayerSource.Stored(content, layer.digest());
        }
        listener.report(new TransferEvent.Layer(layer.digest(), Step.WAITING, 0, layer.size()));
        Downloads.Interest interest = downloads.join(layer, client);
        interest.download().listen(new LayerProgress(layer, listener));
        return new LayerSource.Arriving(interest);
    }
}
