package io.jdock.daemon.image;

import java.util.List;
import java.util.Map;

/**
 * How registries are spoken to.
 *
 * @param mirrors base URLs asked before Docker Hub, in order
 * @param insecure hosts or networks spoken to without TLS or with an unknown certificate
 * @param proxies {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, as far as they were configured
 * @param limits of transfers
 */
public record RegistryOptions(
        List<String> mirrors, List<String> insecure, Map<String, String> proxies, TransferLimits limits) {

    public RegistryOptions {
        mirrors = List.copyOf(mirrors);
        insecure = List.copyOf(insecure);
        proxies = Map.copyOf(proxies);
        mirrors.forEach(MirrorUrl::check);
    }

    /** Without the proxies, whose URLs may have passwords. */
    @Override
    public String toString() {
        return "mirrors %s, insecure %s, %s".formatted(mirrors, insecure, limits);
    }
}
