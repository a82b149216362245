/**
 * Progress of a pull or load, as the engine streams it.
 *
 * <p>Start reading at {@link io.jdock.cli.command.progress.ProgressStream}. May import {@code cli.json}, {@code cli.format} and
 * {@code cli.command}'s output.
 */
@NullMarked
package io.jdock.cli.command.progress;

import org.jspecify.annotations.NullMarked;
