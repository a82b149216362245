package io.jdock.supervisor.registry;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageDocument;

/**
 * A manifest or an index as a server gave it, checked against its digest.
 *
 * @param descriptor of these very bytes
 */
public record ResolvedDocument(Descriptor descriptor, byte[] bytes) {

    /**
     * The document itself.
     *
     * @throws io.jdock.errdefs.DataLossException when the bytes are no manifest and no index
     */
    public ImageDocument document() {
        return Documents.image(bytes, "manifest " + descriptor.digest());
    }
}
