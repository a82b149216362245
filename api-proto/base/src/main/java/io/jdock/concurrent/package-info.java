/**
 * Threads and what belongs to running things at the same time and taking them back.
 *
 * <p>{@link io.jdock.concurrent.Threads} makes every thread, {@link io.jdock.concurrent.KeyedLocks} keeps them apart, {@link
 * io.jdock.concurrent.RootLock} keeps processes apart, and {@link io.jdock.concurrent.UndoStack} undoes work that failed half-way.
 * Everything may use this package; it uses only {@code io.jdock.errdefs} and slf4j.
 */
@NullMarked
package io.jdock.concurrent;

import org.jspecify.annotations.NullMarked;
