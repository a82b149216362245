package io.jdock.daemon.image;

import java.util.List;

/**
 * How registries are spoken to.
 *
 * @param mirrors base URLs asked before Docker Hub, in order
 * @param insecure hosts or networks spoken to without TLS or with an unknown certificate
 */
public record RegistryOptions(List<String> mirrors, List<String> insecure) {

    public RegistryOptions {
        mirrors = List.copyOf(mirrors);
        insecure = List.copyOf(insecure);
    }
}
