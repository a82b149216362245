/**
 * Turns layers into directories.
 *
 * <p>Start reading at {@link io.jdock.supervisor.unpack.LayerUnpacker}: compressed bytes go in as a stream, are decompressed
 * ({@link io.jdock.supervisor.unpack.Compression}), hashed to the DiffID and extracted entry by entry
 * ({@link io.jdock.supervisor.unpack.TreeWriter}), all in one pass on the calling thread. A layer needs nothing of the layers
 * below it, so layers are unpacked side by side; what it deletes of them is left as overlayfs expects it.
 *
 * <p>May import {@code io.jdock.supervisor.tar}, {@code io.jdock.linux.tree}, {@code io.jdock.oci.image},
 * {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">Layer filesystem changeset</a>
 */
@NullMarked
package io.jdock.supervisor.unpack;

import org.jspecify.annotations.NullMarked;
