/**
 * The API's container and exec routes: they read a request, call a service and write its answer, and decide nothing.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.routes.ContainerRoutes}. May import {@code io.jdock.daemon.http}, every
 * container package beside it and {@code io.jdock.engine.api}.
 */
@NullMarked
package io.jdock.daemon.container.routes;

import org.jspecify.annotations.NullMarked;
