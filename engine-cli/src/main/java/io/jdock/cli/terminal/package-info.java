/**
 * The user's terminal: raw mode, size, detach keys, signals.
 *
 * <p>Start reading at {@link io.jdock.cli.terminal.Tty}. Only this package uses {@code io.jdock.linux} and so loads native code;
 * commands that need no terminal never come here. Raw mode ends when its object is closed, and at the latest when the process
 * does. Imports nothing else of this module.
 */
@NullMarked
package io.jdock.cli.terminal;

import org.jspecify.annotations.NullMarked;
