/**
 * Reads what clients of containerd's API say about runtimes.
 *
 * <p>May import the generated types, {@code io.jdock.supervisor.runtimes}, {@code io.jdock.supervisor.containers} and
 * {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.runtimes.grpc;

import org.jspecify.annotations.NullMarked;
