/**
 * The containers the daemon knows, on disk and in memory.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.store.ContainerStore}. A {@link
 * io.jdock.daemon.container.store.Container} is immutable; each step of its life is a new value that is written to the
 * database before it is seen by anyone. Readers get snapshots and never wait for a writer.
 *
 * <p>May import the records of {@code io.jdock.engine.api}, {@code io.jdock.daemon.network.Endpoint}, {@code
 * io.jdock.daemon.database}, {@code io.jdock.daemon.image.LastUses} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.store;

import org.jspecify.annotations.NullMarked;
