/**
 * Throws distorted {@code config.json} documents at the reader and the planner.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.fuzz.SpecFuzzTest}. A document either becomes a plan or is refused with an
 * error for its author; nothing else may come out, nor may it cost much time or memory, because a runtime reads documents that
 * whoever may start containers has written.
 */
@NullMarked
package io.jdock.libcontainer.fuzz;

import org.jspecify.annotations.NullMarked;
