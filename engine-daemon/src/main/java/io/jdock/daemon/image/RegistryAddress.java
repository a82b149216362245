package io.jdock.daemon.image;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients call a registry when they log in: a host, or a URL that older ones still write. */
final class RegistryAddress {

    private static final Set<String> HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    private RegistryAddress() {}

    /**
     * The host with its port, as references have it; nothing stands for Docker Hub.
     *
     * @throws InvalidArgumentException in docker's words when there is no host in it
     */
    static String host(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return ImageReference.DOCKER_HUB;
        }
        boolean url = address.startsWith("http://") || address.startsWith("https://");
        String authority = authority(url ? address : "https://" + address);
        return HUB.contains(authority) ? ImageReference.DOCKER_HUB : authority;
    }

    private static String authority(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            }
        } catch (URISyntaxException e) {
            throw new InvalidArgumentException("unable to parse server address: " + e.getMessage(), e);
        }
        throw new InvalidArgumentException("unable to parse server address: \"%s\" has no host".formatted(url));
    }
}
