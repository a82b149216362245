package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.images.TransferEvent.Listener;
import io.jdock.supervisor.pack.Manner;
import io.jdock.supervisor.pack.TreePacker;
import io.jdock.supervisor.snapshots.Snapshots;
import io.jdock.supervisor.tar.EntryWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Adds what was written to an active snapshot to its image as one more layer.
     *
     * @param snapshot key of one that was prepared on the image
     * @throws FailedPreconditionException when the image that the snapshot continues is not kept any more
     */
    public void commit(NewImage order, String snapshot, Listener listener) {
        compose(order, listener, transfer -> {
            try (LayerBlob layer = new LayerBlob(content);
                    Directory changes = snapshots.openChanges(snapshot)) {
                EntryWriter archive = new EntryWriter(layer.archive());
                new TreePacker(archive, Manner.LAYER).pack(changes);
                archive.finish();
                return layer.commit(transfer);
            }
        });
    }

    /**
     * Makes an image of one layer.
     *
     * @param archive read to its end; may be compressed with gzip or zstd
     */
    public void importFiles(NewImage order, InputStream archive, Listener listener) {
        compose(order, listener, transfer -> new LayerImport(content, transfer).store(archive));
    }

    @FunctionalInterface
    private interface LayerMaker {
        LayerBlob.Finished make(Pins.Transfer transfer) throws IOException;
    }

    private void compose(NewImage order, Listener listener, LayerMaker maker) {
        try (var transfer = pins.transfer()) {
            Optional<Manifest> base = order.base().map(id -> baseManifest(order, id, transfer));
            LayerBlob.Finished layer = maker.make(transfer);
            ImageRecorder.Contents contents = contents(order, base, layer, transfer);
            unpack(contents, transfer, listener);
            recorder.record(order.namespace(), order.name(), contents.descriptor(), contents, listener);
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted()
                    ? new CanceledException("make image: canceled", e)
                    : new UncheckedIOException("make image: " + e.getMessage(), e);
        }
    }

    /** Pinned before it is looked at, so that it stays. */
    private Manifest baseManifest(NewImage order, String id, Pins.Transfer transfer) {
        Digest digest = images.list(order.namespace()).stream()
                .filter(image -> id.equals(image.labels().get(ImageLabels.ID)))
                .findFirst()
                .map(image -> Digest.parse(image.labels()
                        .getOrDefault(
                                ImageLabels.MANIFEST, image.target().digest().toString())))
                .orElseThrow(() -> gone(id));
        transfer.add(digest);
        if (!content.contains(digest) || !(StoredDocument.read(content, digest) instanceof Manifest manifest)) {
            throw gone(id);
        }
        transfer.add(manifest.config().digest());
        manifest.layers().forEach(layer -> transfer.add(layer.digest()));
        if (!manifest.layers().stream().allMatch(layer -> content.contains(layer.digest()))) {
            throw gone(id);
        }
        if (manifest.layers().size() == Manifest.MAX_LAYERS) {
            throw new InvalidArgumentException(
                    "image %s has %d layers, more are not supported".formatted(id, Manifest.MAX_LAYERS));
        }
        return manifest;
    }

    private static FailedPreconditionException gone(String id) {
        return new FailedPreconditionException("the image %s that it continues is not kept any more".formatted(id));
    }

    private ImageRecorder.Contents contents(
            NewImage order, Optional<Manifest> base, LayerBlob.Finished layer, Pins.Transfer transfer) {
        List<DiffId> diffIds = new ArrayList<>(order.config().rootfs().diffIds());
        List<Descriptor> layers = new ArrayList<>(base.map(Manifest::layers).orElse(List.of()));
        if (diffIds.size() != layers.size()) {
            throw new InvalidArgumentException(
                    "make image: its configuration names %d layers, the image it continues has %d"
                            .formatted(diffIds.size(), layers.size()));
        }
        boolean docker = base.filter(it -> it.mediaType().equals(MediaTypes.DOCKER_MANIFEST))
                .isPresent();
        diffIds.add(layer.diffId());
        layers.add(new Descriptor(
                docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP, layer.digest(), layer.size()));
        ImageConfig config = order.config().withRootFs(new RootFs(diffIds));
        Descriptor configDescriptor =
                put(docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, Documents.write(config), transfer);
        Manifest manifest = docker ? Manifest.docker(configDescriptor, layers) : Manifest.oci(configDescriptor, layers);
        return new ImageRecorder.Contents(
                put(manifest.mediaType(), Documents.write(manifest), transfer), manifest, config, order.base());
    }

    private Descriptor put(String mediaType, byte[] document, Pins.Transfer transfer) {
        Descriptor descriptor = new Descriptor(mediaType, Digest.of(document), document.length);
        transfer.add(descriptor.digest());
        content.put(descriptor.digest(), document);
        return descriptor;
    }

    private void unpack(ImageRecorder.Contents contents, Pins.Transfer transfer, Listener listener) {
        try (LayerIntake intake = new LayerIntake(snapshots, unpackers, listener)) {
            intake.addStored(content, contents, transfer, _ -> Optional.empty());
            intake.commit();
        }
    }
}
