/**
 * Threads and what belongs to running things at the same time: {@link io.jdock.concurrent.Threads} makes every thread.
 *
 * <p>Everything may use this package; it uses only slf4j.
 */
@NullMarked
package io.jdock.concurrent;

import org.jspecify.annotations.NullMarked;
