/**
 * Containers as the verbs see them: made from a bundle, found again by name.
 *
 * <p>Start reading at {@link io.jdock.runc.container.Container}; {@link io.jdock.runc.container.Creation} makes one,
 * {@link io.jdock.runc.container.Checkpoint} saves one, {@link io.jdock.runc.container.Restoration} makes one of what was saved. May
 * import {@code io.jdock.runc.state}, {@code io.jdock.runc.process}, {@code io.jdock.runc.criu}, {@code io.jdock.libcontainer..} and
 * what they may.
 */
@NullMarked
package io.jdock.runc.container;

import org.jspecify.annotations.NullMarked;
