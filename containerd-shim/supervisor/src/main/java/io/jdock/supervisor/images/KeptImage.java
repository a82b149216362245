package io.jdock.supervisor.images;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.content.ContentStore;

/** An image that another one is made of; everything of it is pinned. */
record KeptImage(Descriptor descriptor, Manifest manifest, ImageConfig config) {

    /**
     * Finds an image by its ID. It is pinned before it is looked at, so that it stays.
     *
     * @throws FailedPreconditionException when it, or something of it, is not kept any more
     */
    static KeptImage pin(Images images, ContentStore content, String namespace, String id, Pins.Transfer transfer) {
        Digest digest = images.findById(namespace, id)
                .map(image -> Digest.parse(image.labels()
                        .getOrDefault(
                                ImageLabels.MANIFEST, image.target().digest().toString())))
                .orElseThrow(() -> gone(id));
        transfer.add(digest);
        if (!(StoredDocument.find(content, digest).orElse(null) instanceof Manifest manifest)) {
            throw gone(id);
        }
        Digest config = manifest.config().digest();
        transfer.add(config);
        manifest.layers().forEach(layer -> transfer.add(layer.digest()));
        if (!content.contains(config)
                || !manifest.layers().stream().allMatch(layer -> content.contains(layer.digest()))) {
            throw gone(id);
        }
        byte[] bytes = content.readAll(config, Documents.MAX_BYTES);
        Descriptor descriptor = new Descriptor(
                manifest.mediaType(), digest, content.info(digest).size());
        return new KeptImage(descriptor, manifest, Documents.config(bytes, "image config " + config));
    }

    /** What there is of it, for its layers to be unpacked. */
    ImageRecorder.Contents contents() {
        return new ImageRecorder.Contents(descriptor, manifest, config);
    }

    private static FailedPreconditionException gone(String id) {
        return new FailedPreconditionException("the image %s is not kept any more".formatted(id));
    }
}
