/**
 * Containers as the API shows them: inspect, list, and the filters of lists.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.view.InspectView}. Pure; may import the {@code store} and {@code spec}
 * packages beside it, {@code io.jdock.daemon.network} records, {@code io.jdock.daemon.http.Filters} and {@code
 * io.jdock.engine.api}.
 */
@NullMarked
package io.jdock.daemon.container.view;

import org.jspecify.annotations.NullMarked;
