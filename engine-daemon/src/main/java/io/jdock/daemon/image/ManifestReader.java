package io.jdock.daemon.image;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageDocument;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the manifests that an image consists of, and what of them is here. For one image. */
final class ManifestReader {

    private static final int MAX_INDEX_DEPTH = 3;

    private final ImageStore store;
    private final List<StoredManifest> found = new ArrayList<>();
    private final Set<Digest> seen = new HashSet<>();

    private ManifestReader(ImageStore store) {
        this.store = store;
    }

    /** All manifests, in the order of the index; each once. */
    static List<StoredManifest> read(ImageStore store, Descriptor target) {
        ManifestReader reader = new ManifestReader(store);
        reader.add(target, 0);
        return List.copyOf(reader.found);
    }

    private void add(Descriptor descriptor, int depth) {
        if (depth > MAX_INDEX_DEPTH || !seen.add(descriptor.digest())) {
            return;
        }
        Optional<ImageDocument> document = document(descriptor);
        if (document.isEmpty()) {
            found.add(new StoredManifest(descriptor, Optional.empty(), Optional.empty(), false, 0));
            return;
        }
        switch (document.get()) {
            case Index index -> index.manifests().forEach(listed -> add(listed, depth + 1));
            case Manifest manifest -> found.add(stored(descriptor, manifest));
        }
    }

    private Optional<ImageDocument> document(Descriptor descriptor) {
        try {
            return Optional.of(Documents.image(store.document(descriptor.digest()), "manifest " + descriptor.digest()));
        } catch (NotFoundException | DataLossException _) {
            // Of an index mostly one platform is here; and what an index calls a manifest need not be one.
            return Optional.empty();
        }
    }

    private StoredManifest stored(Descriptor descriptor, Manifest manifest) {
        Set<Digest> blobs = new LinkedHashSet<>();
        blobs.add(descriptor.digest());
        blobs.add(manifest.config().digest());
        manifest.layers().forEach(layer -> blobs.add(layer.digest()));
        long content = 0;
        boolean available = true;
        for (Digest blob : blobs) {
            OptionalLong size = store.blobSize(blob);
            available &= size.isPresent();
            content += size.orElse(0);
        }
        return new StoredManifest(descriptor, Optional.of(manifest), config(manifest), available, content);
    }

    private Optional<ImageConfig> config(Manifest manifest) {
        if (!manifest.isImage()) {
            return Optional.empty();
        }
        Descriptor config = manifest.config();
        try {
            return Optional.of(Documents.config(store.document(config.digest()), "image config " + config.digest()));
        } catch (NotFoundException | DataLossException _) {
            // As above.
            return Optional.empty();
        }
    }
}
