package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageDocument;
import io.jdock.supervisor.content.ContentStore;
import java.util.Optional;

/** Manifests and indexes that are stored; of those that documents of strangers name it is found out whether they are any. */
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
            return Optional.of(read(content, digest));
        } catch (DataLossException _) {
            return Optional.empty();
        }
    }

    /**
     * Reads the manifest or index of a digest.
     *
     * @throws io.jdock.errdefs.NotFoundException when it is not here
     * @throws DataLossException when it is neither
     */
    static ImageDocument read(ContentStore content, Digest digest) {
        return Documents.image(content.readAll(digest, Documents.MAX_BYTES), "manifest " + digest);
    }
}
