package io.jdock.daemon.image;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which images may go for want of room, and in which order; whether containers have them is not its business.
 *
 * @param lastUses by image ID
 * @param pinned IDs of images that stay
 */
record Eviction(Watermarks marks, Map<String, Instant> lastUses, Set<String> pinned, Instant now) {

    /** Those that may go, the one that was not used for the longest time first. */
    List<StoredImage> order(List<StoredImage> images) {
        return images.stream()
                .filter(this::mayGo)
                .sorted(Comparator.comparing(this::lastUse))
                .toList();
    }

    boolean mayGo(StoredImage image) {
        return !pinned.contains(image.id())
                && !marks.keeps(image)
                && !lastUse(image).isAfter(now.minus(marks.minimumAge()));
    }

    /** When somebody last showed interest in it: by a container, or a name. */
    Instant lastUse(StoredImage image) {
        Instant used = lastUses.getOrDefault(image.id(), Instant.MIN);
        return used.isAfter(image.tagged()) ? used : image.tagged();
    }
}
