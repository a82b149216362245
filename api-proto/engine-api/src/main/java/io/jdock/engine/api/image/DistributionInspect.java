package io.jdock.engine.api.image;

import java.util.List;

/** What a registry says an image is. */
public record DistributionInspect(ImageDescriptor descriptor, List<ImagePlatform> platforms) {

    public DistributionInspect {
        platforms = List.copyOf(platforms);
    }
}
