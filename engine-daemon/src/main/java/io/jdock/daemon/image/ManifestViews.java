package io.jdock.daemon.image;

import io.jdock.engine.api.image.ImageManifestSummary;
import io.jdock.engine.api.image.ImageManifestSummary.AttestationData;
import io.jdock.engine.api.image.ImageManifestSummary.ImageData;
import io.jdock.engine.api.image.ImageManifestSummary.UnpackedSize;
import io.jdock.engine.api.image.ImagePlatform;
import io.jdock.oci.image.Platform;
import java.util.List;

/** How the manifests of an image are shown to clients. Safe for concurrent use. */
final class ManifestViews {

    private final ImageCatalog catalog;
    private final ImageUse use;

    ManifestViews(ImageCatalog catalog, ImageUse use) {
        this.catalog = catalog;
        this.use = use;
    }

    /** All that an image consists of, also what is not here. */
    List<ImageManifestSummary> of(StoredImage image) {
        return catalog.manifests(image).stream().map(this::view).toList();
    }

    private ImageManifestSummary view(StoredManifest manifest) {
        StoredManifest.Kind kind = manifest.kind();
        long unpacked = manifest.config().map(catalog::size).orElse(0L);
        return new ImageManifestSummary(
                manifest.descriptor().digest().toString(),
                ImageViews.descriptor(manifest.descriptor()),
                manifest.available(),
                new ImageManifestSummary.Size(manifest.content() + unpacked, manifest.content()),
                switch (kind) {
                    case IMAGE -> "image";
                    case ATTESTATION -> "attestation";
                    case UNKNOWN -> "unknown";
                },
                kind == StoredManifest.Kind.IMAGE ? imageData(manifest, unpacked) : null,
                kind == StoredManifest.Kind.ATTESTATION ? new AttestationData(manifest.subject()) : null);
    }

    private ImageData imageData(StoredManifest manifest, long unpacked) {
        List<String> containers = manifest.imageId().stream()
                .flatMap(id -> use.usersOf(id.toString()).stream())
                .map(ImageUse.User::id)
                .toList();
        return new ImageData(platform(manifest.platform()), containers, new UnpackedSize(unpacked));
    }

    static ImagePlatform platform(Platform platform) {
        return new ImagePlatform(platform.architecture(), platform.os(), platform.osVersion(), platform.variant());
    }
}
