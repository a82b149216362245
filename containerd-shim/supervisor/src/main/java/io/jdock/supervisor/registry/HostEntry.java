package io.jdock.supervisor.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One server of a {@code hosts.toml}.
 *
 * @param base its URL; where {@code overridePath} is set, with what others call {@code /v2}
 * @param capabilities of {@code pull}, {@code resolve} and {@code push}
 * @param headers to send with every call
 * @param authorities files with certificates to trust beside the system's
 * @param clients pairs of files: a certificate to show, and its key
 * @param dialTimeout how long it may take until a connection is there, more than nothing
 */
record HostEntry(
        URI base,
        Set<String> capabilities,
        boolean overridePath,
        boolean skipVerify,
        Map<String, String> headers,
        List<Path> authorities,
        List<Client> clients,
        Duration dialTimeout) {

    /** A certificate to show; the key may be in the same file. */
    record Client(Path certificate, Path key) {}

    HostEntry {
        capabilities = Set.copyOf(capabilities);
        headers = Map.copyOf(headers);
        authorities = List.copyOf(authorities);
        clients = List.copyOf(clients);
    }

    /** Whether it is to be given images. */
    boolean takes() {
        return capabilities.contains("push");
    }

    /** Whether it can be asked for what a tag, or a digest, stands for and for all that belongs to it. */
    boolean serves(boolean digest) {
        return capabilities.contains("pull") && (digest || capabilities.contains("resolve"));
    }
}
