/**
 * Tells clients what happens in the engine.
 *
 * <p>Start reading at {@link io.jdock.daemon.event.EventBus}. An event is published by the service it happens in, kept among the
 * last 256 for those who ask for the past, and handed to every {@link io.jdock.daemon.event.Subscription}.
 *
 * <p>May import {@code io.jdock.engine.api}, {@code io.jdock.daemon.http} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.event;

import org.jspecify.annotations.NullMarked;
