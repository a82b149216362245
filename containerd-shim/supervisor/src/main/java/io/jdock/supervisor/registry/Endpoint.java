package io.jdock.supervisor.registry;

import java.net.URI;

/**
 * One server that is asked.
 *
 * @param base URL without {@code /v2/}
 * @param mirror whether it only stands in for another one, whose credentials it must not see
 */
record Endpoint(URI base, boolean mirror) {

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
        String root = base.toString();
        String slash = root.endsWith("/") ? "" : "/";
        return URI.create(root + slash + "v2/" + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
