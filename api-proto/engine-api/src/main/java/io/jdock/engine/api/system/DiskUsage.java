package io.jdock.engine.api.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jdock.engine.api.container.ContainerSummary;
import io.jdock.engine.api.image.ImageSummary;
import io.jdock.engine.api.json.ApiVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on the engine's disks. Up to API 1.51 the lists stand at the top; since 1.52 each kind has a part of its own, and the
 * lists stay for those who do not ask for {@code verbose}. What was not asked for is absent.
 *
 * @param layersSize bytes of all images' layers, each counted once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiskUsage(
        @Nullable Long layersSize,
        @Nullable List<ImageSummary> images,
        @Nullable List<ContainerSummary> containers,
        @Nullable List<Object> volumes,
        @Nullable List<Object> buildCache,
        @Nullable Part<ImageSummary> imageUsage,
        @Nullable Part<ContainerSummary> containerUsage,
        @Nullable Part<Object> volumeUsage,
        @Nullable Part<Object> buildCacheUsage) {

    /**
     * One kind of things.
     *
     * @param reclaimable bytes that a prune would free
     * @param items empty unless the client wants to see them
     */
    public record Part<T>(
            long activeCount,
            long totalCount,
            long reclaimable,
            long totalSize,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<T> items) {}

    /** Puts a reply together in the form of a version. For one thread. */
    public static final class Builder {

        private final boolean lists;
        private final boolean parts;
        private final boolean verbose;
        private @Nullable Long layersSize;
        private @Nullable List<ImageSummary> images;
        private @Nullable List<ContainerSummary> containers;
        private @Nullable List<Object> volumes;
        private @Nullable List<Object> buildCache;
        private @Nullable Part<ImageSummary> imageUsage;
        private @Nullable Part<ContainerSummary> containerUsage;
        private @Nullable Part<Object> volumeUsage;
        private @Nullable Part<Object> buildCacheUsage;

        public Builder(ApiVersion version, boolean verbose) {
            this.parts = version.atLeast(52);
            this.verbose = verbose;
            this.lists = !parts || !verbose;
        }

        public void images(List<ImageSummary> items, long active, long bytes, long reclaimable) {
            layersSize = lists ? bytes : null;
            images = lists ? items : null;
            imageUsage = part(items, active, bytes, reclaimable);
        }

        public void containers(List<ContainerSummary> items, long active, long bytes, long reclaimable) {
            containers = lists ? items : null;
            containerUsage = part(items, active, bytes, reclaimable);
        }

        public void volumes() {
            volumes = lists ? List.of() : null;
            volumeUsage = part(List.of(), 0, 0, 0);
        }

        public void buildCache() {
            buildCache = lists ? List.of() : null;
            buildCacheUsage = part(List.of(), 0, 0, 0);
        }

        private <T> @Nullable Part<T> part(List<T> items, long active, long bytes, long reclaimable) {
            return parts ? new Part<>(active, items.size(), reclaimable, bytes, verbose ? items : List.of()) : null;
        }

        public DiskUsage build() {
            return new DiskUsage(
                    layersSize,
                    images,
                    containers,
                    volumes,
                    buildCache,
                    imageUsage,
                    containerUsage,
                    volumeUsage,
                    buildCacheUsage);
        }
    }
}
