package io.jdock.engine.api.image;

import java.util.List;

/**
 * A manifest or an index as a registry has it; jdock's own, as nothing of Docker's API tells it.
 *
 * @param platforms that it can run on
 * @param document its bytes, in base64
 */
public record DistributionDocument(ImageDescriptor descriptor, List<ImagePlatform> platforms, byte[] document) {

    public DistributionDocument {
        platforms = List.copyOf(platforms);
    }
}
