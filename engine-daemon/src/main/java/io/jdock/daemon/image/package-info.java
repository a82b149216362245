/**
 * Images as Docker's clients know them, on top of the supervisor's image records, blobs and snapshots.
 *
 * <p>Start reading at {@link io.jdock.daemon.image.ImageCatalog}. The supervisor holds the truth: a record for each name, and one
 * named by the image's ID for an image without a name. The catalog groups records to images whenever it is asked; documents
 * never change under their digest and are kept in memory. {@code grpc} implements {@link io.jdock.daemon.image.ImageStore}.
 * {@link io.jdock.daemon.image.ImageCollector} removes images when the disk is too full, if it is told to.
 *
 * <p>May import {@code io.jdock.oci.image}, {@code io.jdock.engine.api}, {@code io.jdock.daemon.http}, {@code
 * io.jdock.daemon.event} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.image;

import org.jspecify.annotations.NullMarked;
