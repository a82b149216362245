package io.jdock.supervisor.images;

import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryPolicy;
import java.util.Optional;

/**
 * What a client wants to have pushed.
 *
 * @param reference that the image is recorded under, with a tag
 * @param platform the manifest for that one alone; empty for all that is here
 * @param parallel uploads at a time of all pushes together, from now on
 */
public record PushOrder(
        String namespace,
        ImageReference reference,
        Optional<Platform> platform,
        Credentials credentials,
        RegistryPolicy policy,
        int parallel) {

    /** Uploads at a time where nobody says anything. */
    public static final int USUAL_PARALLEL = 5;
}
