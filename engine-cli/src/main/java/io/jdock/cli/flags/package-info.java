/**
 * Command-line flags, read by the rules of the POSIX/GNU style that Docker's command line follows.
 *
 * <p>Start reading at {@link io.jdock.cli.flags.FlagSet}. A command declares its flags as fields, the set parses the arguments
 * into them once, and the command reads the fields. Imports nothing of this project.
 */
@NullMarked
package io.jdock.cli.flags;

import org.jspecify.annotations.NullMarked;
