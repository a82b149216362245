package io.jdock.daemon.image;

import io.jdock.oci.image.ChainId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Which layers several images have in common, and what that means in bytes. */
final class LayerSharing {

    private final Map<ChainId, Integer> uses = new HashMap<>();
    private final Map<ChainId, Long> sizes = new HashMap<>();
    private final long artifacts;

    /**
     * Looks at all layers now, so that it is still known later what has been removed meanwhile.
     *
     * @param size bytes on disk of one layer alone
     */
    LayerSharing(Collection<StoredImage> images, ToLongFunction<ChainId> size) {
        for (StoredImage image : images) {
            layers(image).forEach(layer -> uses.merge(layer, 1, Integer::sum));
        }
        uses.keySet().forEach(layer -> sizes.put(layer, size.applyAsLong(layer)));
        artifacts = artifacts(images);
    }

    /** Bytes of an image, one of the images counted, that others have too. */
    long shared(StoredImage image) {
        return sum(layers(image).stream()
                .filter(layer -> uses.getOrDefault(layer, 0) > 1)
                .toList());
    }

    /** Bytes of all images together. */
    long all() {
        return artifacts + sum(uses.keySet());
    }

    /** Bytes of all images together that would not be there without some of them. */
    long freedWithout(Collection<StoredImage> some) {
        Map<ChainId, Integer> left = new HashMap<>(uses);
        some.forEach(image ->
                layers(image).forEach(layer -> left.computeIfPresent(layer, (_, n) -> n == 1 ? null : n - 1)));
        Set<ChainId> freed = new HashSet<>(uses.keySet());
        freed.removeAll(left.keySet());
        return artifacts(some) + sum(freed);
    }

    /** Artifacts have no layers, and share next to nothing. */
    private static long artifacts(Collection<StoredImage> images) {
        return images.stream().mapToLong(StoredImage::artifactSize).sum();
    }

    private static Set<ChainId> layers(StoredImage image) {
        return new HashSet<>(ImageCatalog.layers(image));
    }

    private long sum(Collection<ChainId> layers) {
        return layers.stream().mapToLong(layer -> sizes.getOrDefault(layer, 0L)).sum();
    }
}
