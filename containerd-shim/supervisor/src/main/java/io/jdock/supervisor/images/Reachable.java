package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageDocument;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.supervisor.content.ContentStore;
import java.util.HashSet;
import java.util.Set;

/** What can be reached from images: found anew for each collection by reading their documents. For one thread. */
final class Reachable {

    /** Nobody follows an index further; an archive may bring a longer chain than there is stack. */
    private static final int MAX_DEPTH = 8;

    private final ContentStore content;
    private final Set<String> names = new HashSet<>();
    /** Read already; a blob may be known by its name alone and come again as a document. */
    private final Set<Digest> documents = new HashSet<>();

    Reachable(ContentStore content) {
        this.content = content;
    }

    /** Blobs by digest and snapshots by name. */
    Set<String> names() {
        return names;
    }

    /** Adds a blob and everything it refers to, as far as that is there: of an index, only one platform may be. */
    void add(Descriptor descriptor) {
        add(descriptor, 0);
    }

    private void add(Descriptor descriptor, int depth) {
        names.add(descriptor.digest().toString());
        // Whatever the type in the descriptor is: a pull goes by what it finds, and so must this.
        if (depth <= MAX_DEPTH && documents.add(descriptor.digest())) {
            StoredDocument.find(content, descriptor.digest()).ifPresent(found -> addChildren(found, depth));
        }
    }

    private void addChildren(ImageDocument document, int depth) {
        switch (document) {
            case Index index -> index.manifests().forEach(manifest -> add(manifest, depth + 1));
            case Manifest manifest -> {
                // Whatever their types say, they are never followed; so no other reader does it.
                Artifacts.blobs(manifest)
                        .forEach(blob -> names.add(blob.digest().toString()));
                if (manifest.isImage()) {
                    addSnapshots(manifest.config());
                }
            }
        }
    }

    private void addSnapshots(Descriptor config) {
        if (!content.contains(config.digest())) {
            return;
        }
        try {
            byte[] bytes = content.readAll(config.digest(), Documents.MAX_BYTES);
            ImageConfig read = Documents.config(bytes, "image config " + config.digest());
            ChainId.stack(read.rootfs().diffIds()).forEach(chain -> names.add(chain.toString()));
        } catch (DataLossException _) {
            // A client may record an image whose configuration is nonsense; such an image has no snapshots.
        }
    }
}
