/** What {@code GET /events} tells: {@link io.jdock.engine.api.event.EventMessage}. May import {@code io.jdock.engine.api.json}. */
@NullMarked
package io.jdock.engine.api.event;

import org.jspecify.annotations.NullMarked;
