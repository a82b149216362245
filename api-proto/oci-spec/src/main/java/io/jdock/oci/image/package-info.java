/**
 * The documents of container images as values: what a registry serves, what the content store keeps, and how people name it.
 *
 * <p>Start reading at {@link io.jdock.oci.image.ImageReference} (the name), then {@link io.jdock.oci.image.Index},
 * {@link io.jdock.oci.image.Manifest} and {@link io.jdock.oci.image.ImageConfig}, which is the order in which a pull meets
 * them. {@link io.jdock.oci.image.Documents} turns bytes into these records. The OCI and the Docker form of a document have
 * the same fields and share one record; {@link io.jdock.oci.image.MediaTypes} tells them apart.
 *
 * <p>All values are immutable and checked when made, so no digest or name that could leave its directory gets past this
 * package. It may import the JDK, Jackson and {@code io.jdock.errdefs} only.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/spec.md">OCI image specification</a>
 */
@NullMarked
package io.jdock.oci.image;

import org.jspecify.annotations.NullMarked;
