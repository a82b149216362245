package io.jdock.supervisor.images;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageDocument;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.content.ContentStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what a push has to bring to a repository. An image for several platforms is pushed as a whole when all of it is here;
 * else only the manifest that is, as nobody could run the others. For one plan.
 */
final class PushPlanner {

    private static final int MAX_INDEX_DEPTH = 3;

    private final ContentStore content;
    private final String name;
    private final Map<Digest, Descriptor> documents = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> layers = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> configs = new LinkedHashMap<>();

    /** @param name of the image, for errors */
    PushPlanner(ContentStore content, String name) {
        this.content = content;
        this.name = name;
    }

    /**
     * Makes the plan.
     *
     * @param platform to push the manifest for that one alone
     * @param unpacked the digest of the manifest that is unpacked here, or empty
     * @throws NotFoundException when what is wanted is not here
     * @throws ConflictException when several manifests are here, not all, and nothing says which one is meant
     */
    PushPlan plan(Descriptor target, Optional<Platform> platform, String unpacked) {
        Descriptor root = choose(target, platform, unpacked);
        add(root, 0);
        boolean part = !root.digest().equals(target.digest());
        return new PushPlan(
                new ArrayList<>(documents.values()),
                new ArrayList<>(layers.values()),
                new ArrayList<>(configs.values()),
                part && platform.isEmpty() ? Optional.of(target) : Optional.empty());
    }

    private Descriptor choose(Descriptor target, Optional<Platform> platform, String unpacked) {
        List<Descriptor> here = new ArrayList<>();
        boolean complete = collect(target, here, 0);
        if (platform.isPresent()) {
            return here.stream()
                    .filter(manifest -> platformOf(manifest).same(platform.get()))
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(
                            "image with reference %s was found but does not provide the specified platform (%s)"
                                    .formatted(name, platform.get())));
        }
        if (complete) {
            return target;
        }
        if (here.isEmpty()) {
            throw new NotFoundException("push %s: not everything that belongs to it is here".formatted(name));
        }
        Optional<Descriptor> main = here.stream()
                .filter(manifest -> manifest.digest().toString().equals(unpacked))
                .findFirst();
        if (main.isEmpty() && here.size() > 1) {
            throw new ConflictException("multiple matching manifests found but no specific platform requested");
        }
        return main.orElse(here.getFirst());
    }

    /** Finds the manifests of images that are here with all they need; tells whether that is everything there is. */
    private boolean collect(Descriptor descriptor, List<Descriptor> here, int depth) {
        requireDepth(depth);
        Optional<ImageDocument> document = StoredDocument.find(content, descriptor.digest());
        if (document.isEmpty()) {
            return false;
        }
        return switch (document.get()) {
            case Index index -> {
                boolean complete = true;
                for (Descriptor manifest : index.manifests()) {
                    complete &= collect(manifest, here, depth + 1);
                }
                yield complete;
            }
            case Manifest manifest -> {
                boolean complete = content.contains(manifest.config().digest())
                        && manifest.layers().stream().allMatch(layer -> content.contains(layer.digest()));
                if (complete && !Attestations.isOne(descriptor)) {
                    here.add(descriptor);
                }
                yield complete;
            }
        };
    }

    private Platform platformOf(Descriptor descriptor) {
        if (descriptor.platform() != null) {
            return descriptor.platform();
        }
        Manifest manifest = (Manifest) read(descriptor, 0);
        if (!manifest.isImage()) {
            return new Platform("", "", "");
        }
        Descriptor config = manifest.config();
        byte[] bytes = content.readAll(config.digest(), Documents.MAX_BYTES);
        return Documents.config(bytes, "image config " + config.digest()).platform();
    }

    private void add(Descriptor descriptor, int depth) {
        ImageDocument document = read(descriptor, depth);
        switch (document) {
            case Index index -> index.manifests().forEach(manifest -> add(manifest, depth + 1));
            case Manifest manifest -> {
                manifest.layers().forEach(layer -> layers.putIfAbsent(layer.digest(), layer));
                // Of an artifact it may be one of the layers too.
                if (!layers.containsKey(manifest.config().digest())) {
                    configs.putIfAbsent(manifest.config().digest(), manifest.config());
                }
            }
        }
        documents.putIfAbsent(descriptor.digest(), typed(descriptor, document));
    }

    /** What a document calls itself goes before what others call it. */
    private static Descriptor typed(Descriptor descriptor, ImageDocument document) {
        return document.mediaType().isEmpty()
                ? descriptor
                : new Descriptor(document.mediaType(), descriptor.digest(), descriptor.size());
    }

    private ImageDocument read(Descriptor descriptor, int depth) {
        requireDepth(depth);
        return StoredDocument.read(content, descriptor.digest());
    }

    private void requireDepth(int depth) {
        if (depth > MAX_INDEX_DEPTH) {
            throw new DataLossException(
                    "push %s: more than %d indexes inside each other".formatted(name, MAX_INDEX_DEPTH));
        }
    }
}
