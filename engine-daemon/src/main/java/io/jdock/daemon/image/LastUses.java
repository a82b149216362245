package io.jdock.daemon.image;

import java.time.Instant;
import java.util.Map;

/** When images were last used by containers that are gone; those that are there {@link ImageUse} tells. */
public interface LastUses {

    /** By image ID; without images that no container was made of. */
    Map<String, Instant> all();

    /** The image is gone. */
    void forget(String imageId);
}
