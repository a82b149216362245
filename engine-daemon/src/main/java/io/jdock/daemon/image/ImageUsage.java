package io.jdock.daemon.image;

import io.jdock.engine.api.image.ImageSummary;
import java.util.List;

/**
 * What images take on disk.
 *
 * @param bytes of all layers, each counted once
 * @param reclaimable bytes that only images without a container have
 */
public record ImageUsage(List<ImageSummary> images, long bytes, long reclaimable) {

    public ImageUsage {
        images = List.copyOf(images);
    }
}
