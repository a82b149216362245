package io.jdock.supervisor.images;

import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryPolicy;
import java.util.Optional;

/**
 * What a client wants to have pulled.
 *
 * @param platform that one and no other; empty for the best that this machine can run
 * @param parallel downloads at a time of all pulls together, from now on
 */
public record PullOrder(
        String namespace,
        ImageReference reference,
        Optional<Platform> platform,
        Credentials credentials,
        RegistryPolicy policy,
        int parallel) {

    /** Downloads at a time where nobody says anything. */
    public static final int USUAL_PARALLEL = 4;
}
