/**
 * The commands about registries: {@link io.jdock.cli.command.registry.LoginCommand} and {@link
 * io.jdock.cli.command.registry.LogoutCommand}.
 *
 * <p>May import all packages of the module but {@code io.jdock.cli} and the sibling packages with commands.
 */
@NullMarked
package io.jdock.cli.command.registry;

import org.jspecify.annotations.NullMarked;
