/**
 * What happened, told to whoever listens.
 *
 * <p>Start reading at {@link io.jdock.supervisor.events.EventBus}. An {@link io.jdock.supervisor.events.Event} is published by
 * the area it happened in, goes into the bounded queue of each {@link io.jdock.supervisor.events.Subscription} at once and is
 * then forgotten: who must not miss anything subscribes first and reads the state afterwards.
 *
 * <p>May import {@code io.jdock.errdefs}, {@code io.jdock.supervisor.filters} and {@code .mounts}.
 */
@NullMarked
package io.jdock.supervisor.events;

import org.jspecify.annotations.NullMarked;
