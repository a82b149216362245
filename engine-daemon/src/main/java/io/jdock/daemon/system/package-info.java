/**
 * What the engine tells of itself and its host: ping, version, info.
 *
 * <p>Start reading at {@link io.jdock.daemon.system.SystemRoutes}. May import {@code io.jdock.engine.api.system}, {@code
 * io.jdock.daemon.http}, {@code io.jdock.daemon.image}, {@code io.jdock.daemon.runtime} and {@code io.jdock.daemon.event}.
 */
@NullMarked
package io.jdock.daemon.system;

import org.jspecify.annotations.NullMarked;
