package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryClient;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.registry.ResolvedDocument;
import java.util.List;
import java.util.Objects;

/**
 * What a registry says an image is.
 *
 * @param target the index or manifest
 * @param platforms that it can run on, in the order of the index
 * @param document the bytes of the target
 */
public record RemoteImage(Descriptor target, List<Platform> platforms, byte[] document) {

    public RemoteImage {
        platforms = List.copyOf(platforms);
    }

    /**
     * Asks for an image without downloading it. Blocks.
     *
     * @throws io.jdock.errdefs.EngineException as {@link RegistryClient} does
     */
    public static RemoteImage find(ImageReference reference, RegistryPolicy policy, Credentials credentials) {
        RegistryClient client = new RegistryClient(reference, policy, credentials);
        ResolvedDocument found = client.resolve();
        List<Platform> platforms = switch (found.document()) {
            case Index index ->
                index.manifests().stream()
                        .map(Descriptor::platform)
                        .filter(Objects::nonNull)
                        .toList();
            case Manifest manifest -> manifest.isImage() ? List.of(platform(client, manifest.config())) : List.of();
        };
        return new RemoteImage(found.descriptor(), platforms, found.bytes());
    }

    private static Platform platform(RegistryClient client, Descriptor config) {
        byte[] bytes = client.document(config);
        return Documents.config(bytes, "image config " + config.digest()).platform();
    }
}
