package io.jdock.supervisor.images;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.RootFs;
import io.jdock.supervisor.content.ContentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the configuration and the manifest of an image that is made here, in the format of the one that it continues. */
final class NewDocuments {

    private final ContentStore content;
    private final Pins.Transfer transfer;

    NewDocuments(ContentStore content, Pins.Transfer transfer) {
        this.content = content;
        this.transfer = transfer;
    }

    /**
     * Stores both.
     *
     * @param layer to put on those of the base, if there is one; else the last step of the history is said to have none
     * @throws InvalidArgumentException when the configuration has other layers than the base, or there would be too many
     */
    ImageRecorder.Contents store(NewImage order, Optional<KeptImage> base, Optional<LayerBlob.Finished> layer) {
        List<DiffId> diffIds = new ArrayList<>(order.config().rootfs().diffIds());
        if (!diffIds.equals(base.map(image -> image.config().rootfs().diffIds()).orElse(List.of()))) {
            throw new InvalidArgumentException(
                    "make image: its configuration names other layers than the image it continues has");
        }
        List<Descriptor> layers =
                new ArrayList<>(base.map(image -> image.manifest().layers()).orElse(List.of()));
        boolean docker = base.filter(image -> image.manifest().mediaType().equals(MediaTypes.DOCKER_MANIFEST))
                .isPresent();
        layer.ifPresent(added -> {
            diffIds.add(added.diffId());
            layers.add(new Descriptor(
                    docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP, added.digest(), added.size()));
        });
        if (layers.size() > Manifest.MAX_LAYERS) {
            throw new InvalidArgumentException("make image: %d layers, more than %d are not supported"
                    .formatted(layers.size(), Manifest.MAX_LAYERS));
        }
        ImageConfig config =
                (layer.isPresent() ? order.config() : withoutLayer(order.config())).withRootFs(new RootFs(diffIds));
        Descriptor descriptor = put(docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, Documents.write(config));
        Manifest manifest = docker ? Manifest.docker(descriptor, layers) : Manifest.oci(descriptor, layers);
        return new ImageRecorder.Contents(
                put(manifest.mediaType(), Documents.write(manifest)), manifest, config, order.base(), order.buildKey());
    }

    /** Readers count the layers by what the history says of each step. */
    private static ImageConfig withoutLayer(ImageConfig config) {
        if (config.history().isEmpty()) {
            return config;
        }
        List<HistoryEntry> history = new ArrayList<>(config.history());
        HistoryEntry last = history.removeLast();
        history.add(new HistoryEntry(last.created(), last.createdBy(), last.author(), last.comment(), true));
        return config.withHistory(history);
    }

    private Descriptor put(String mediaType, byte[] document) {
        Descriptor descriptor = new Descriptor(mediaType, Digest.of(document), document.length);
        transfer.add(descriptor.digest());
        content.put(descriptor.digest(), document);
        return descriptor;
    }
}
