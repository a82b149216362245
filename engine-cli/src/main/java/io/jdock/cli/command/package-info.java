/**
 * What all commands share: the contract, the surroundings they run in, and the texts of their failures.
 *
 * <p>Start reading at {@link io.jdock.cli.command.Command}. A command is made, parses its words once, runs once. May import all
 * packages of the module but {@code io.jdock.cli} itself and the packages below this one.
 */
@NullMarked
package io.jdock.cli.command;

import org.jspecify.annotations.NullMarked;
