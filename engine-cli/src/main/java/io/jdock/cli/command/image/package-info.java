/**
 * The commands about images, and pulling as {@code run} needs it.
 *
 * <p>Start reading at {@link io.jdock.cli.command.image.PullCommand}. May import all packages of the module but
 * {@code io.jdock.cli} and the sibling command packages.
 */
@NullMarked
package io.jdock.cli.command.image;

import org.jspecify.annotations.NullMarked;
