package io.jdock.supervisor.content;

import io.jdock.oci.image.Digest;
import java.time.Instant;

/**
 * What is known of a stored blob without reading it.
 *
 * @param size in bytes
 */
public record BlobInfo(Digest digest, long size, Instant createdAt) {}
