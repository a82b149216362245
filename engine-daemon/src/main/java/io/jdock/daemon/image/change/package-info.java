/**
 * Changes to what an image says of its containers, written as instructions of a Dockerfile: those of a build, {@code commit
 * --change} and {@code import --change}.
 *
 * <p>Start reading at {@link io.jdock.daemon.image.change.Changes}. Pure. May import {@code io.jdock.daemon.words},
 * {@code io.jdock.oci.image}, {@code io.jdock.linux.Signal}, {@code io.jdock.time} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
@NullMarked
package io.jdock.daemon.image.change;

import org.jspecify.annotations.NullMarked;
