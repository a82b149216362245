package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
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

    /** What can be recorded. */
    sealed interface Kept {

        Manifest manifest();

        /** What it is known by whatever its names are. */
        Digest id();

        /** What clients need not find out by reading blobs. */
        Map<String, String> labels();
    }

    /**
     * What an image consists of.
     *
     * @param descriptor of the manifest
     * @param parent ID of the image that it was made of here
     * @param buildKey what it was built by here, or empty
     */
    record Contents(
            Descriptor descriptor, Manifest manifest, ImageConfig config, Optional<String> parent, String buildKey)
            implements Kept {

        /** What came from elsewhere. */
        Contents(Descriptor descriptor, Manifest manifest, ImageConfig config) {
            this(descriptor, manifest, config, Optional.empty(), "");
        }

        @Override
        public Digest id() {
            return manifest.config().digest();
        }

        @Override
        public Map<String, String> labels() {
            Map<String, String> labels = new HashMap<>();
            labels.put(ImageLabels.ID, id().toString());
            labels.put(ImageLabels.MANIFEST, descriptor.digest().toString());
            config.chainId().ifPresent(chain -> labels.put(ImageLabels.CHAIN_ID, chain.toString()));
            parent.ifPresent(image -> labels.put(ImageLabels.PARENT, image));
            if (!buildKey.isEmpty()) {
                labels.put(ImageLabels.BUILD_KEY, buildKey);
            }
            return labels;
        }
    }

    /**
     * Something that is no image.
     *
     * @param descriptor of the manifest
     * @param size of everything, in bytes
     */
    record Artifact(Descriptor descriptor, Manifest manifest, long size) implements Kept {

        @Override
        public Digest id() {
            return descriptor.digest();
        }

        @Override
        public Map<String, String> labels() {
            return Map.of(
                    ImageLabels.ID, id().toString(),
                    ImageLabels.MANIFEST, id().toString(),
                    ImageLabels.ARTIFACT_TYPE, manifest.kind(),
                    ImageLabels.ARTIFACT_SIZE, Long.toString(size));
        }
    }

    /**
     * Records an image whose blobs and snapshots are all there, and tells of it. An image that loses its name to this one and
     * has no other keeps a record under its ID.
     *
     * @param name full reference, or empty for an image that has only an ID
     */
    void record(String namespace, String name, Descriptor target, Kept kept, Listener listener) {
        String id = kept.id().toString();
        Descriptor stored = new Descriptor(target.mediaType(), target.digest(), target.size());

        keepFormer(namespace, name, id);
        boolean unchanged = images.replace(namespace, name.isEmpty() ? id : name, kept.labels(), stored);
        listener.report(new TransferEvent.Recorded(name, target.digest(), kept.id(), unchanged));
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
