/**
 * What containers' specs depend on, read from the host.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.host.HostProbe}. May import {@code io.jdock.daemon.container.spec} for
 * the values it fills, the records of {@code io.jdock.engine.api} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.host;

import org.jspecify.annotations.NullMarked;
