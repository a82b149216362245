/**
 * From containers to images and archives: {@code POST /commit} and {@code GET /containers/{id}/export}.
 *
 * <p>Start reading at {@link io.jdock.daemon.commit.CommitRoutes}. May import {@code io.jdock.daemon.container}, {@code .image},
 * {@code .event} and {@code .http}.
 */
@NullMarked
package io.jdock.daemon.commit;

import org.jspecify.annotations.NullMarked;
