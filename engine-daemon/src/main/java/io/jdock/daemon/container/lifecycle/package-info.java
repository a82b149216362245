/**
 * Containers' lives: create, start, exit, stop, remove, and catching up after the daemon was away.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.lifecycle.ContainerLifecycle}. Each change of state happens under that
 * container's lock ({@code ContainerLocks}), writes its intention to the store before it acts, and undoes what it did when a
 * step fails ({@code UndoStack}). A daemon killed between two steps leaves a status that {@link
 * io.jdock.daemon.container.lifecycle.Recovery} finishes or undoes at the next start. Nobody holds a lock while waiting for a
 * container to end; that is what {@link io.jdock.daemon.container.lifecycle.Endings} are for.
 *
 * <p>May import the store, {@code spec}, {@code create}, {@code task}, {@code stream} and {@code host} packages beside it, {@code
 * io.jdock.daemon.network}, {@code io.jdock.daemon.runtime} and {@code io.jdock.errdefs}; it knows neither HTTP nor gRPC.
 */
@NullMarked
package io.jdock.daemon.container.lifecycle;

import org.jspecify.annotations.NullMarked;
