/**
 * The command {@code jdock}.
 *
 * <p>Start reading at {@link io.jdock.cli.Main}: it reads the global flags, finds the command in
 * {@link io.jdock.cli.CommandTable}, and turns what the command throws into text and exit status. Everything is built for one
 * cold start per command: no reflection, no service lookup, classes are loaded for the one command that runs. Imports every
 * other package of the module, and is imported by none.
 */
@NullMarked
package io.jdock.cli;

import org.jspecify.annotations.NullMarked;
