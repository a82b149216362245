package io.jdock.supervisor.images;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageDocument;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.supervisor.content.ContentStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes into an archive of images: the documents that name its content twice, for OCI's readers and for docker's, and the
 * blobs, each once however many images share it. For one thread.
 */
final class SavePlan {

    private static final String BLOBS = "blobs/sha256/";
    private static final int MAX_INDEX_DEPTH = 3;

    private final ContentStore content;
    private final Pins.Transfer pins;
    private final List<Descriptor> targets = new ArrayList<>();
    private final Map<Digest, SavedImage> saved = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> repositories = new LinkedHashMap<>();
    private final Set<Digest> blobs = new LinkedHashSet<>();
    /** Whose blobs are added; an artifact may have as a blob what is a manifest elsewhere. */
    private final Set<Digest> documents = new HashSet<>();

    SavePlan(ContentStore content, Pins.Transfer pins) {
        this.content = content;
        this.pins = pins;
    }

    /** The blobs of all images. */
    Set<Digest> blobs() {
        return blobs;
    }

    byte[] index() {
        return Documents.write(Index.oci(targets));
    }

    byte[] dockerManifest() {
        return Documents.write(List.copyOf(saved.values()));
    }

    /** The oldest form: tags by repository, with the topmost layer in the place of an image that had no ID of its own yet. */
    byte[] repositories() {
        return Documents.write(repositories);
    }

    static String path(Digest digest) {
        return BLOBS + digest.hex();
    }

    /** Adds an image under all names that it is to have, for all platforms or for some. Docker's documents know no artifacts. */
    void add(Image image, SaveOrder order) {
        List<ImageReference> names = order.names();
        List<Descriptor> parts = parts(image, order);
        Descriptor chosen = parts.getFirst();
        Descriptor target =
                parts.size() > 1 || (order.platforms().isEmpty() && isWhole(image.target())) ? image.target() : chosen;
        if (parts.size() > 1) {
            addParts(
                    target,
                    parts.stream().map(Descriptor::digest).collect(Collectors.toCollection(LinkedHashSet::new)),
                    0);
        } else {
            addBlobs(target);
        }
        Manifest manifest = (Manifest) StoredDocument.read(content, chosen.digest());
        addTargets(target, names);
        if (manifest.isImage()) {
            addSaved(manifest, names);
            names.forEach(name -> addRepository(manifest, name));
        }
    }

    /** The manifests that are asked for, or the one that containers are made of. */
    private List<Descriptor> parts(Image image, SaveOrder order) {
        if (order.platforms().isEmpty()) {
            return List.of(chosenManifest(image));
        }
        String name = order.names().isEmpty()
                ? image.name()
                : order.names().getFirst().familiar();
        return order.platforms().stream()
                .map(platform -> new PushPlanner(content, name)
                        .plan(image.target(), Optional.of(platform), "")
                        .target())
                .distinct()
                .toList();
    }

    /** Adds an index as it is, with some of its manifests and what it says of them; tells whether it leads to any. */
    private boolean addParts(Descriptor descriptor, Set<Digest> wanted, int depth) {
        if (wanted.contains(descriptor.digest())) {
            addBlobs(descriptor);
            return true;
        }
        pins.add(descriptor.digest());
        if (depth > MAX_INDEX_DEPTH
                || !(StoredDocument.find(content, descriptor.digest()).orElse(null) instanceof Index index)) {
            return false;
        }
        boolean leads = false;
        for (Descriptor child : index.manifests()) {
            leads |= addParts(child, wanted, depth + 1);
        }
        if (leads) {
            blobs.add(descriptor.digest());
            wanted.stream()
                    .flatMap(manifest -> Attestations.about(manifest, index).stream())
                    .filter(this::isWhole)
                    .forEach(this::addBlobs);
        }
        return leads;
    }

    private Descriptor chosenManifest(Image image) {
        Digest digest = Digest.parse(image.labels()
                .getOrDefault(ImageLabels.MANIFEST, image.target().digest().toString()));
        if (digest.equals(image.target().digest())) {
            return image.target();
        }
        return chosen(image.target(), digest)
                .orElseThrow(() -> new DataLossException(
                        "save %s: its index does not name manifest %s".formatted(image.name(), digest)));
    }

    private Optional<Descriptor> chosen(Descriptor within, Digest wanted) {
        if (!(StoredDocument.read(content, within.digest()) instanceof Index index)) {
            return Optional.empty();
        }
        for (Descriptor child : index.manifests()) {
            if (child.digest().equals(wanted)) {
                return Optional.of(new Descriptor(child.mediaType(), child.digest(), child.size()));
            }
            if (MediaTypes.isIndex(child.mediaType()) && content.contains(child.digest())) {
                var deeper = chosen(child, wanted);
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether everything is here that the descriptor leads to; of an index mostly one platform is. */
    private boolean isWhole(Descriptor descriptor) {
        return isWhole(descriptor, 0);
    }

    private boolean isWhole(Descriptor descriptor, int depth) {
        pins.add(descriptor.digest());
        Optional<ImageDocument> document =
                depth > MAX_INDEX_DEPTH ? Optional.empty() : StoredDocument.find(content, descriptor.digest());
        return document.isPresent()
                && switch (document.get()) {
                    case Index index -> index.manifests().stream().allMatch(child -> isWhole(child, depth + 1));
                    case Manifest manifest -> Artifacts.blobs(manifest).stream().allMatch(this::isHere);
                };
    }

    private boolean isHere(Descriptor descriptor) {
        pins.add(descriptor.digest());
        return content.contains(descriptor.digest());
    }

    /** Of what is whole. */
    private void addBlobs(Descriptor descriptor) {
        pins.add(descriptor.digest());
        blobs.add(descriptor.digest());
        if (!documents.add(descriptor.digest())) {
            return;
        }
        switch (StoredDocument.read(content, descriptor.digest())) {
            case Index index -> index.manifests().forEach(this::addBlobs);
            case Manifest manifest -> Artifacts.blobs(manifest).forEach(blob -> blobs.add(blob.digest()));
        }
    }

    private void addTargets(Descriptor target, List<ImageReference> names) {
        if (names.isEmpty()) {
            targets.add(target);
        }
        for (ImageReference name : names) {
            Map<String, String> annotations =
                    Map.of(ImageNameAnnotations.FULL, name.toString(), ImageNameAnnotations.OCI, name.identifier());
            targets.add(new Descriptor(target.mediaType(), target.digest(), target.size(), annotations, null));
        }
    }

    private void addSaved(Manifest manifest, List<ImageReference> names) {
        Digest id = manifest.config().digest();
        List<String> tags = new ArrayList<>();
        SavedImage former = saved.get(id);
        if (former != null) {
            tags.addAll(former.repoTags());
        }
        names.stream()
                .map(ImageReference::familiar)
                .filter(tag -> !tags.contains(tag))
                .forEach(tags::add);
        List<String> layers =
                manifest.layers().stream().map(layer -> path(layer.digest())).toList();
        saved.put(id, new SavedImage(path(id), tags, layers));
    }

    private void addRepository(Manifest manifest, ImageReference name) {
        if (name.tag() != null && !manifest.layers().isEmpty()) {
            repositories
                    .computeIfAbsent(name.familiarName(), _ -> new LinkedHashMap<>())
                    .put(name.tag(), manifest.layers().getLast().digest().hex());
        }
    }
}
