package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.images.TransferEvent.Listener;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the records of images that have just arrived, with their labels. */
public final class ImageRecorder {

    private final Images images;

    public ImageRecorder(Images images) {
        this.images = images;
    }

    /**
     * What an image consists of.
     *
     * @param descriptor of the manifest
     * @param parent ID of the image that it was made of here
     */
    record Contents(Descriptor descriptor, Manifest manifest, ImageConfig config, Optional<String> parent) {}

    /**
     * Records an image whose blobs and snapshots are all there, and tells of it. An image that loses its name to this one and
     * has no other keeps a record under its ID.
     *
     * @param name full reference, or empty for an image that has only an ID
     */
    void record(String namespace, String name, Descriptor target, Contents contents, Listener listener) {
        Map<String, String> labels = new HashMap<>();
        String id = contents.manifest().config().digest().toString();
        labels.put(ImageLabels.ID, id);
        labels.put(ImageLabels.MANIFEST, contents.descriptor().digest().toString());
        contents.config().chainId().ifPresent(chain -> labels.put(ImageLabels.CHAIN_ID, chain.toString()));
        contents.parent().ifPresent(parent -> labels.put(ImageLabels.PARENT, parent));
        Descriptor stored = new Descriptor(target.mediaType(), target.digest(), target.size());

        keepFormer(namespace, name, id);
        boolean unchanged = images.replace(namespace, name.isEmpty() ? id : name, labels, stored);
        listener.report(new TransferEvent.Recorded(
                name, target.digest(), contents.manifest().config().digest(), unchanged));
    }

    /** As docker does: the old image stays, untagged, until somebody removes it. */
    private void keepFormer(String namespace, String name, String newId) {
        images.find(namespace, name.isEmpty() ? newId : name)
                .filter(former -> former.labels().containsKey(ImageLabels.ID))
                .filter(former -> !newId.equals(former.labels().get(ImageLabels.ID)))
                .filter(former -> !hasOtherName(namespace, former))
                .ifPresent(former -> images.replace(
                        namespace,
                        former.labels().getOrDefault(ImageLabels.ID, former.name()),
                        former.labels(),
                        former.target()));
    }

    private boolean hasOtherName(String namespace, Image image) {
        String id = image.labels().getOrDefault(ImageLabels.ID, "");
        return images.list(namespace).stream()
                .anyMatch(other -> !other.name().equals(image.name())
                        && id.equals(other.labels().getOrDefault(ImageLabels.ID, "")));
    }
}
