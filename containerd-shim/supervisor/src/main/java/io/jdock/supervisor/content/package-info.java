/**
 * The content store: immutable blobs, each named by the digest of its bytes.
 *
 * <p>Start reading at {@link io.jdock.supervisor.content.ContentStore}. A blob's life is <em>ingest</em> (bytes arrive in
 * {@code ingest/<hex>}, where they can be read already and from where an interrupted transfer goes on), <em>publish</em>
 * (checked, made durable, renamed to {@code blobs/sha256/<hex>}), then read-only until the garbage collector finds no
 * image, container or lease that reaches it.
 *
 * <p>This package knows nothing of images or registries; it may import {@code io.jdock.oci.image} and
 * {@code io.jdock.errdefs}, and its labels use {@code io.jdock.supervisor.metadata}.
 */
@NullMarked
package io.jdock.supervisor.content;

import org.jspecify.annotations.NullMarked;
