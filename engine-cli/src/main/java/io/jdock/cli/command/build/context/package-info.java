/**
 * What a build is made of, as it goes to the engine: one tar archive, made while it is sent.
 *
 * <p>Start reading at {@link io.jdock.cli.command.build.context.ContextSource}, which finds out what the user named: a directory, a
 * repository, a URL, or standard input. Files of a directory are read when their turn comes, so that neither a copy on disk nor
 * much memory is needed. Names are carried as {@code io.jdock.linux.tree.Names} describes. May import {@code io.jdock.cli.command},
 * {@code io.jdock.ignore} and {@code io.jdock.linux}.
 */
@NullMarked
package io.jdock.cli.command.build.context;

import org.jspecify.annotations.NullMarked;
