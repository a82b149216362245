/**
 * Containers and the commands run in them.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.Containers}, which puts the parts together. The packages below it, in the
 * order of who uses whom: {@code routes} (HTTP) → {@code exec}, {@code job}, {@code lifecycle} (what happens) → {@code view}, {@code create},
 * {@code spec} (pure), {@code logs}, {@code attach} → {@code store} (records), {@code task} (the supervisor, implemented by
 * {@code grpc}), {@code host}, {@code stream}.
 */
@NullMarked
package io.jdock.daemon.container;

import org.jspecify.annotations.NullMarked;
