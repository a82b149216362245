package io.jdock.daemon.container.lifecycle;

import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Platform;
import java.util.Optional;

/** Where the images of new containers come from. */
@FunctionalInterface
public interface ImageSource {

    /**
     * Finds an image by reference or ID.
     *
     * @param platform {@code os[/arch[/variant]]}, or empty for any
     * @throws io.jdock.errdefs.NotFoundException "No such image: …"
     */
    Found resolve(String reference, String platform);

    /**
     * An image that is there.
     *
     * @param id digest of its configuration
     * @param platform as it says itself
     * @param chain its layers; empty for an image without any
     */
    record Found(String id, Platform platform, ExecutionConfig config, Optional<ChainId> chain) {}
}
