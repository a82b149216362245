/**
 * {@code jdock system df}. Start reading at {@link io.jdock.cli.command.usage.DfCommand}. May import all packages of the module but
 * {@code io.jdock.cli}.
 */
@NullMarked
package io.jdock.cli.command.usage;

import org.jspecify.annotations.NullMarked;
