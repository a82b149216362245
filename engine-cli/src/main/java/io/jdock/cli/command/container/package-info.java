/**
 * The commands about containers.
 *
 * <p>Start reading at {@link io.jdock.cli.command.container.RunCommand}: it uses nearly everything here. Each command is one
 * class, made when it is called. May import all packages of the module but {@code io.jdock.cli} and the sibling command
 * packages, except {@code command.image} for pulling.
 */
@NullMarked
package io.jdock.cli.command.container;

import org.jspecify.annotations.NullMarked;
