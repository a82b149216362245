/**
 * Changes to what an image says of its containers, written as lines of a Dockerfile: {@code commit --change} and {@code import
 * --change}.
 *
 * <p>Start reading at {@link io.jdock.daemon.image.change.Changes}. Pure. May import {@code io.jdock.oci.image},
 * {@code io.jdock.daemon.http.Timestamps} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
@NullMarked
package io.jdock.daemon.image.change;

import org.jspecify.annotations.NullMarked;
