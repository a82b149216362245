/**
 * The commands about the engine itself, and {@code inspect}, which looks at objects of any kind.
 *
 * <p>Start reading at {@link io.jdock.cli.command.system.VersionCommand}. May import all packages of the module but
 * {@code io.jdock.cli} and the sibling command packages.
 */
@NullMarked
package io.jdock.cli.command.system;

import org.jspecify.annotations.NullMarked;
