package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.supervisor.content.ContentStore;
import java.util.HashSet;
import java.util.Set;

/** What can be reached from images: found anew for each collection by reading their documents. For one thread. */
final class Reachable {

    private final ContentStore content;
    private final Set<String> names = new HashSet<>();

    Reachable(ContentStore content) {
        this.content = content;
    }

    /** Blobs by digest and snapshots by name. */
    Set<String> names() {
        return names;
    }

    /** Adds a blob and everything it refers to, as far as that is there: of an index, only one platform may be. */
    void add(Descriptor descriptor) {
        if (!names.add(descriptor.digest().toString()) || !content.contains(descriptor.digest())) {
            return;
        }
        boolean document = MediaTypes.isIndex(descriptor.mediaType()) || MediaTypes.isManifest(descriptor.mediaType());
        if (document) {
            addDocument(descriptor.digest());
        }
    }

    private void addDocument(Digest digest) {
        byte[] bytes = content.readAll(digest, Documents.MAX_BYTES);
        switch (Documents.image(bytes, "manifest " + digest)) {
            case Index index -> index.manifests().forEach(this::add);
            case Manifest manifest -> {
                manifest.layers().forEach(this::add);
                names.add(manifest.config().digest().toString());
                addSnapshots(manifest.config());
            }
        }
    }

    private void addSnapshots(Descriptor config) {
        if (!MediaTypes.isConfig(config.mediaType()) || !content.contains(config.digest())) {
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
