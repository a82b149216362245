/**
 * Threads and what belongs to running things at the same time and taking them back.
 *
 * <p>{@link io.jdock.concurrent.Threads} makes every thread, {@link io.jdock.concurrent.KeyedLocks} keeps them apart, and {@link
 * io.jdock.concurrent.UndoStack} undoes work that failed half-way. Everything may use this package; it uses only slf4j.
 */
@NullMarked
package io.jdock.concurrent;

import org.jspecify.annotations.NullMarked;
