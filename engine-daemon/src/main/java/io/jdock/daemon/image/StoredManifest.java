package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import java.util.Optional;

/**
 * A manifest that an image's index lists, or the only one that an image has.
 *
 * @param manifest the document, if it is here
 * @param config the image's configuration, if it is here
 * @param available whether everything is here that the document names
 * @param content bytes of what is here
 */
record StoredManifest(
        Descriptor descriptor,
        Optional<Manifest> manifest,
        Optional<ImageConfig> config,
        boolean available,
        long content) {

    /** Marks a manifest that says something about another one and is no image itself. */
    private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    private static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";

    /** What a manifest is of. */
    enum Kind {
        IMAGE,
        ATTESTATION,
        UNKNOWN
    }

    Kind kind() {
        if (descriptor.annotations().containsKey(REFERENCE_TYPE)) {
            return Kind.ATTESTATION;
        }
        boolean image = manifest.map(Manifest::isImage).orElse(MediaTypes.isManifest(descriptor.mediaType()));
        return image ? Kind.IMAGE : Kind.UNKNOWN;
    }

    /** Whether a container of this platform could be made of it. */
    boolean runs(Platform wanted) {
        return kind() == Kind.IMAGE
                && available
                && config.isPresent()
                && platform().same(wanted);
    }

    /** What it runs on: what its own configuration says, else what the index does. */
    Platform platform() {
        Platform listed = descriptor.platform();
        return config.map(ImageConfig::platform).orElse(listed == null ? new Platform("", "", "") : listed);
    }

    /** The image that it is; empty while its document is not here. */
    Optional<Digest> imageId() {
        return manifest.map(it -> it.config().digest());
    }

    /** The manifest that an attestation says something of. */
    String subject() {
        return descriptor.annotations().getOrDefault(REFERENCE_DIGEST, "");
    }
}
