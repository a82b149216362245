/**
 * The little of a shell's language that the instructions of a Dockerfile are written in: words, quotes, variables, flags, and
 * commands as JSON or for a shell.
 *
 * <p>Start reading at {@link io.jdock.daemon.words.Expansion}. Pure, and bounded in time and memory whatever the text says. May
 * import {@code io.jdock.engine.api.json} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">Dockerfile reference</a>
 */
@NullMarked
package io.jdock.daemon.words;

import org.jspecify.annotations.NullMarked;
