package io.jdock.oci.runtime;

/**
 * The root file system of a container.
 *
 * @param path directory on the host; relative paths start at the bundle
 * @param readonly whether it is mounted read-only
 */
public record Root(String path, boolean readonly) {}
