package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A name the supervisor knows an image under.
 *
 * @param name full reference, or the image's ID when it has no other name
 * @param imageId digest of the image's configuration, or of an artifact's manifest
 * @param target the index or manifest the name stands for
 * @param labels the supervisor's own; a copy under another name takes them along
 */
public record ImageRecord(String name, String imageId, Descriptor target, Map<String, String> labels, Instant updated) {

    /** What the supervisor notes of an image that it was told to make. */
    private static final String PARENT_LABEL = "jdock.io/image.parent";

    private static final String BUILD_KEY_LABEL = "jdock.io/build.key";
    /** What containerd and Kubernetes have on images that are not to be collected; {@code ctr} can set it. */
    private static final String PINNED_LABEL = "io.cri-containerd.pinned";

    /** What the supervisor notes of what is no image. */
    private static final String ARTIFACT_TYPE = "jdock.io/image.artifact-type";

    private static final String ARTIFACT_SIZE = "jdock.io/image.artifact-size";

    public ImageRecord {
        labels = Map.copyOf(labels);
    }

    /** Whether this is the record of an image without a name. */
    public boolean isNameless() {
        return name.equals(imageId);
    }

    /** ID of the image that it was made of here, or empty. */
    public String parent() {
        return labels.getOrDefault(PARENT_LABEL, "");
    }

    /** What it was built by here, or empty; nothing that was pulled or loaded has it. */
    public String buildKey() {
        return labels.getOrDefault(BUILD_KEY_LABEL, "");
    }

    /** Whether somebody wants the image to stay when the disk becomes full. */
    boolean isPinned() {
        return "pinned".equals(labels.get(PINNED_LABEL));
    }

    /** What kind of artifact it is, a media type that may be empty; absent for an image. */
    Optional<String> artifactType() {
        return Optional.ofNullable(labels.get(ARTIFACT_TYPE));
    }

    /** Bytes of an artifact; 0 for an image, whose layers have sizes of their own. */
    long artifactSize() {
        return Long.parseLong(labels.getOrDefault(ARTIFACT_SIZE, "0"));
    }

    /** The same image under another name. */
    public ImageRecord as(String otherName) {
        return new ImageRecord(otherName, imageId, target, labels, updated);
    }
}
