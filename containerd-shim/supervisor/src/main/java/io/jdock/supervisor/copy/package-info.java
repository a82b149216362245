/**
 * Copies files from trees into another tree, as COPY and ADD of a Dockerfile do.
 *
 * <p>Start reading at {@link io.jdock.supervisor.copy.Copier}: a {@link io.jdock.supervisor.copy.Source} says what of which tree is
 * taken, a {@link io.jdock.supervisor.copy.Target} where it goes; {@link io.jdock.supervisor.copy.Fingerprint} tells whether two
 * copies would bring the same. All trees hold files of strangers: they are opened by their roots, nothing outside a root is
 * ever read or written, and nothing but a regular file is opened.
 *
 * <p>May import {@code io.jdock.supervisor.unpack}, {@code io.jdock.libcontainer.users}, {@code io.jdock.ignore},
 * {@code io.jdock.oci.image}, {@code io.jdock.linux.tree}, {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#copy">Dockerfile reference, COPY</a>
 */
@NullMarked
package io.jdock.supervisor.copy;

import org.jspecify.annotations.NullMarked;
