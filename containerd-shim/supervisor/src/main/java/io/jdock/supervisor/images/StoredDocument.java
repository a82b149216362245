package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageDocument;
import io.jdock.supervisor.content.ContentStore;
import java.util.Optional;

/** Looks at what documents of strangers say is a document too. */
final class StoredDocument {

    private StoredDocument() {}

    /**
     * Reads the manifest or index of a digest; empty when it is not here, or is none: an index may call a manifest whatever
     * happens to be here, and must not spoil what is done with all the others.
     */
    static Optional<ImageDocument> find(ContentStore content, Digest digest) {
        if (!content.contains(digest)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = content.readAll(digest, Documents.MAX_BYTES);
            return Optional.of(Documents.image(bytes, "manifest " + digest));
        } catch (DataLossException _) {
            return Optional.empty();
        }
    }
}
