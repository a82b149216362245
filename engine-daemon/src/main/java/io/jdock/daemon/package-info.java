/**
 * The daemon {@code jdockd}: Docker's REST API in front of the supervisor.
 *
 * <p>Start reading at {@link io.jdock.daemon.Daemon}, which wires all parts by their constructors. {@link io.jdock.daemon.Main} is the
 * command, {@link io.jdock.daemon.Options} what it was told. Packages: {@code http} is what routes are written against, with the
 * transport below it; {@code container}, {@code image}, {@code network}, {@code event} and {@code system} are the areas; {@code
 * supervisor} keeps the other process alive; {@code database} remembers.
 *
 * <p>This package may import all others of the daemon; none of them may import it.
 */
@NullMarked
package io.jdock.daemon;

import org.jspecify.annotations.NullMarked;
