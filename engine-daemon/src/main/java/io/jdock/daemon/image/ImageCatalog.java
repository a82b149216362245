package io.jdock.daemon.image;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.oci.image.RootFs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds images. Safe for concurrent use. */
public final class ImageCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCatalog.class);
    private static final String ID_PREFIX = "sha256:";

    /** Of an artifact, which has none. */
    private static final ImageConfig NO_CONFIG =
            new ImageConfig(null, null, null, null, null, null, null, new RootFs(List.of()), null, null, null, null);

    private final ImageStore store;
    private final Map<String, ImageConfig> configs = new ConcurrentHashMap<>();
    private final Map<ChainId, Long> layerSizes = new ConcurrentHashMap<>();
    private volatile Listed listed = new Listed(List.of(), List.of());

    /** What was made of records. */
    private record Listed(List<ImageRecord> records, List<StoredImage> images) {}

    public ImageCatalog(ImageStore store) {
        this.store = store;
    }

    /** All images, newest first. One whose documents cannot be read is left out, and the log tells. */
    @SuppressWarnings(
            "ReferenceEquality") // The store gives the same list when nothing has changed: nothing to compare.
    public List<StoredImage> list() {
        List<ImageRecord> records = store.records();
        Listed last = listed;
        if (last.records() == records) {
            return last.images();
        }
        Map<String, List<ImageRecord>> byId = new LinkedHashMap<>();
        for (ImageRecord record : records) {
            byId.computeIfAbsent(record.imageId(), _ -> new ArrayList<>()).add(record);
        }
        List<StoredImage> images = images(byId);
        configs.keySet().retainAll(byId.keySet());
        // One that could not be read may be the next time.
        if (images.size() == byId.size()) {
            listed = new Listed(records, images);
        }
        return images;
    }

    private List<StoredImage> images(Map<String, List<ImageRecord>> byId) {
        List<StoredImage> images = new ArrayList<>();
        for (List<ImageRecord> named : byId.values()) {
            try {
                images.add(image(named.getFirst(), named));
            } catch (EngineException e) {
                LOG.error("list images: {}: {}", named.getFirst().name(), e.text());
            }
        }
        images.sort(Comparator.comparing(StoredImage::createdOrEpoch).reversed().thenComparing(StoredImage::id));
        return List.copyOf(images);
    }

    /**
     * Finds an image by reference, digest, ID or the beginning of an ID.
     *
     * @throws NotFoundException "No such image: …"
     */
    public StoredImage resolve(String text) {
        List<ImageRecord> records = store.records();
        ImageRecord found = byReference(text, records)
                .or(() -> byId(text, records))
                .orElseThrow(() -> new NotFoundException("No such image: " + withTag(text)));
        return image(
                found,
                records.stream()
                        .filter(record -> record.imageId().equals(found.imageId()))
                        .toList());
    }

    /**
     * As {@link #resolve(String)}, for one platform.
     *
     * @param platform {@code os[/arch[/variant]]}, or empty for any
     * @throws NotFoundException also when the image is for another platform
     */
    public StoredImage resolve(String text, String platform) {
        StoredImage image = resolve(text);
        if (!platform.isEmpty() && !image.config().platform().same(Platform.parse(platform))) {
            throw mismatch(text, image, Platform.parse(platform));
        }
        return image;
    }

    /**
     * As {@link #resolve(String, String)}, to make a container of it.
     *
     * @throws InvalidArgumentException when it is an artifact
     */
    public StoredImage runnable(String text, String platform) {
        resolve(text).artifactType().ifPresent(type -> {
            throw new InvalidArgumentException(
                    "no container can be made of %s: it is not an image but an artifact of type \"%s\""
                            .formatted(withTag(text), type));
        });
        return resolve(text, platform);
    }

    /**
     * What is here of an image for one platform, be it unpacked or not.
     *
     * @throws NotFoundException also when the image is not here for that platform
     */
    StoredImage variant(String text, Platform wanted) {
        StoredImage image = resolve(text);
        if (image.config().platform().same(wanted)) {
            return image;
        }
        return manifests(image).stream()
                .filter(manifest -> manifest.runs(wanted))
                .findFirst()
                .map(image::variant)
                .orElseThrow(() -> mismatch(text, image, wanted));
    }

    /**
     * An image that a build has made here, the newest if there are several.
     *
     * @param parent ID of the image that it was made of, or empty for none
     * @param key as of {@link ImageRecord#buildKey}
     */
    public Optional<StoredImage> built(String parent, String key) {
        return store.records().stream()
                .filter(record ->
                        record.buildKey().equals(key) && record.parent().equals(parent))
                .max(Comparator.comparing(ImageRecord::updated))
                .map(record -> resolve(record.imageId()));
    }

    /** An image and the images that it was made of here, one step after the other, newest first. */
    public List<StoredImage> steps(StoredImage image) {
        Map<String, StoredImage> byId = new HashMap<>();
        list().forEach(it -> byId.put(it.id(), it));
        List<StoredImage> steps = new ArrayList<>();
        for (StoredImage step = image; step != null; step = byId.remove(step.parent())) {
            steps.add(step);
        }
        return steps;
    }

    /** All manifests that an image consists of, here or not. */
    List<StoredManifest> manifests(StoredImage image) {
        return ManifestReader.read(store, image.target());
    }

    private static NotFoundException mismatch(String text, StoredImage image, Platform wanted) {
        String name = withTag(text);
        return new NotFoundException(
                "No such image: %s: image with reference %s was found but its platform (%s) does not"
                                .formatted(name, name, image.config().platform())
                        + " match the specified platform (%s)".formatted(wanted));
    }

    /** Bytes on disk: all layers that are unpacked, or all blobs of an artifact. */
    public long size(StoredImage image) {
        return image.artifactSize() + size(image.config());
    }

    long size(ImageConfig config) {
        return ChainId.stack(config.rootfs().diffIds()).stream()
                .mapToLong(this::layerSize)
                .sum();
    }

    /** Bytes on disk of one layer alone; none for one that has just been removed. */
    public long layerSize(ChainId layer) {
        try {
            return layerSizes.computeIfAbsent(layer, store::layerSize);
        } catch (NotFoundException _) {
            // Somebody has removed its image since it was listed.
            return 0;
        }
    }

    static List<ChainId> layers(StoredImage image) {
        return ChainId.stack(image.config().rootfs().diffIds());
    }

    private StoredImage image(ImageRecord found, List<ImageRecord> records) {
        ImageConfig config = found.artifactType().isPresent() ? NO_CONFIG : config(found.imageId());
        List<ImageRecord> named = records.stream()
                .filter(record -> !record.isNameless())
                .sorted(Comparator.comparing(ImageRecord::name))
                .toList();
        List<ImageReference> names = new ArrayList<>();
        Set<String> digests = new LinkedHashSet<>();
        for (ImageRecord record : named) {
            ImageReference name = ImageReference.parse(record.name());
            names.add(name);
            digests.add(name.familiarName() + "@" + record.target().digest());
        }
        Instant tagged = records.stream()
                .map(ImageRecord::updated)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new StoredImage(found, names, List.copyOf(digests), config, tagged);
    }

    private ImageConfig config(String imageId) {
        return configs.computeIfAbsent(
                imageId, id -> Documents.config(store.document(Digest.parse(id)), "configuration of image " + id));
    }

    private static Optional<ImageRecord> byReference(String text, List<ImageRecord> records) {
        ImageReference wanted;
        try {
            wanted = ImageReference.parse(text).withDefaultTag();
        } catch (InvalidArgumentException e) {
            return Optional.empty(); // It can still be an ID.
        }
        return records.stream()
                .filter(record -> !record.isNameless() && fits(record, wanted))
                .findFirst();
    }

    private static boolean fits(ImageRecord record, ImageReference wanted) {
        Digest digest = wanted.digest();
        if (digest == null) {
            return record.name().equals(wanted.toString());
        }
        return record.target().digest().equals(digest)
                && ImageReference.parse(record.name()).name().equals(wanted.name());
    }

    private static Optional<ImageRecord> byId(String text, List<ImageRecord> records) {
        String digits = text.startsWith(ID_PREFIX) ? text.substring(ID_PREFIX.length()) : text;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return Optional.empty();
        }
        List<ImageRecord> found = records.stream()
                .filter(record -> record.imageId().startsWith(ID_PREFIX + digits)
                        || record.target().digest().toString().equals(ID_PREFIX + digits))
                .toList();
        return found.stream().map(ImageRecord::imageId).distinct().count() == 1
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    private static String withTag(String text) {
        try {
            return ImageReference.parse(text).withDefaultTag().familiar();
        } catch (InvalidArgumentException e) {
            return text;
        }
    }
}
