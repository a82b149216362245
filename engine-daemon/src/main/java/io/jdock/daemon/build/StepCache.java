package io.jdock.daemon.build;

import io.jdock.daemon.image.HeldImages;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.StoredImage;
import io.jdock.errdefs.NotFoundException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that were done before: images that builds have made here. What others tell of an image's making counts for nothing, as
 * anybody could claim to have made it the same way (CVE-2024-24557).
 */
final class StepCache {

    private static final Logger LOG = LoggerFactory.getLogger(StepCache.class);

    private final ImageCatalog catalog;
    private final Optional<Set<String>> allowed;
    private final boolean open;

    private StepCache(ImageCatalog catalog, Optional<Set<String>> allowed, boolean open) {
        this.catalog = catalog;
        this.allowed = allowed;
        this.open = open;
    }

    static StepCache of(ImageCatalog catalog, BuildRequest request) {
        return new StepCache(
                catalog,
                request.cacheFrom().isEmpty() ? Optional.empty() : Optional.of(steps(catalog, request.cacheFrom())),
                request.useCache());
    }

    /** As in Docker, images that are named as a cache and are not here are passed over. */
    private static Set<String> steps(ImageCatalog catalog, List<String> names) {
        Set<String> ids = new HashSet<>();
        for (String name : names) {
            try {
                catalog.steps(catalog.resolve(name)).forEach(step -> ids.add(step.id()));
            } catch (NotFoundException e) {
                LOG.debug("build: the cache {} is not here: {}", name, e.text());
            }
        }
        return ids;
    }

    /**
     * The image that a step has made of another one.
     *
     * @param key says everything that the step depends on
     * @param hold has the image then
     */
    Optional<Built> find(Built before, String key, HeldImages.Hold hold) {
        if (!open) {
            return Optional.empty();
        }
        return built(before, key)
                .filter(image -> allowed.isEmpty() || allowed.get().contains(image.id()))
                .filter(image -> {
                    hold.add(image.id());
                    // It may have gone before it was held.
                    return built(before, key).isPresent();
                })
                .map(Built::of);
    }

    private Optional<StoredImage> built(Built before, String key) {
        try {
            return catalog.built(before.id().orElse(""), key);
        } catch (NotFoundException _) {
            // Somebody has just removed it.
            return Optional.empty();
        }
    }
}
