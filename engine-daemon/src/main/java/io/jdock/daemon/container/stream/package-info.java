/**
 * How standard streams travel over one connection to a client, and how a client takes its leave of them.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.stream.StreamWriter}. May import the JDK and {@code io.jdock.errdefs}
 * only.
 */
@NullMarked
package io.jdock.daemon.container.stream;

import org.jspecify.annotations.NullMarked;
