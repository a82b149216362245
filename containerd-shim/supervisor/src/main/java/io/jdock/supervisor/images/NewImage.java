package io.jdock.supervisor.images;

import io.jdock.oci.image.ImageConfig;
import java.util.Optional;

/**
 * An image to be made here.
 *
 * @param base ID of the image it continues, if it does
 * @param config whose root file system is that of the base, or empty
 * @param name full reference, or empty for an image that has only an ID
 * @param buildKey what it is built by, or empty; see {@link ImageLabels#BUILD_KEY}
 */
public record NewImage(String namespace, Optional<String> base, ImageConfig config, String name, String buildKey) {}
