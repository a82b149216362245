/**
 * The command that builds images.
 *
 * <p>Start reading at {@link io.jdock.cli.command.build.BuildCommand}: it has the context sent, which {@code
 * io.jdock.cli.command.build.context} makes, with what the flags say as the request's query. May import what all commands may.
 */
@NullMarked
package io.jdock.cli.command.build;

import org.jspecify.annotations.NullMarked;
