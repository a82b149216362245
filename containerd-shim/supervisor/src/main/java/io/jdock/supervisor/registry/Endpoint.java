package io.jdock.supervisor.registry;

import java.net.URI;
import java.util.Map;

/**
 * One server that is asked.
 *
 * @param base URL without {@code /v2/}, except where {@code root} is set
 * @param mirror whether it only stands in for another one, whose credentials it must not see
 * @param root whether the URL has what is {@code /v2/} elsewhere
 * @param namespace the registry that a mirror is asked for; empty when it serves only one
 * @param headers to send with every call
 */
record Endpoint(URI base, boolean mirror, boolean root, String namespace, Map<String, String> headers) {

    private static final String VERSION = "/v2";

    Endpoint {
        headers = Map.copyOf(headers);
    }

    Endpoint(URI base, boolean mirror) {
        this(base, mirror, false, "", Map.of());
    }

    /** A server of a {@code hosts.toml}; {@code namespace} is empty for the registry itself. */
    static Endpoint of(HostEntry entry, String namespace) {
        return new Endpoint(entry.base(), !namespace.isEmpty(), entry.overridePath(), namespace, entry.headers());
    }

    /** The URL of an object of a repository: {@code kind} is {@code manifests} or {@code blobs}. */
    URI object(String repository, String kind, String identifier) {
        return at(repository + "/" + kind + "/" + identifier);
    }

    /** The URL that tells whether this is a registry, and of what kind. */
    URI version() {
        return at("");
    }

    /** The URL that begins an upload. */
    URI uploads(String repository) {
        return at(repository + "/blobs/uploads/");
    }

    private URI at(String path) {
        String text = base.toString();
        String start = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String version = root || start.endsWith(VERSION) ? "" : VERSION;
        return URI.create(start + version + "/" + path + (namespace.isEmpty() ? "" : "?ns=" + namespace));
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
