/**
 * The language of Dockerfiles, from text to instructions and the variables that they see.
 *
 * <p>Start reading at {@link io.jdock.daemon.build.dockerfile.Dockerfile}. A text becomes {@code SourceLines} (continuations and
 * here-documents put together), these become {@link io.jdock.daemon.build.dockerfile.Instruction}s, and those
 * {@link io.jdock.daemon.build.dockerfile.Stage}s. What variables stand for is not known before a build runs, so instructions
 * keep what is written; {@link io.jdock.daemon.build.dockerfile.Arguments} says then what is in scope.
 *
 * <p>Pure, and bounded in time and memory whatever the text says. May import {@code io.jdock.daemon.words},
 * {@code io.jdock.daemon.image.change}, {@code io.jdock.oci.image} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
@NullMarked
package io.jdock.daemon.build.dockerfile;

import org.jspecify.annotations.NullMarked;
