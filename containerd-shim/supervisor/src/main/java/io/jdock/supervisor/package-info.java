/**
 * The supervisor {@code jdock-containerd}: start-up and wiring.
 *
 * <p>Start reading at {@link io.jdock.supervisor.Main}, which reads the flags, and {@link io.jdock.supervisor.Supervisor}, which
 * makes every part by its constructor. A supervisor locks its root, opens its metadata, finds out what its containers did
 * while it was away, and only then serves. Being killed at any instant is its normal end.
 *
 * <p>May import every package of this module; none imports it.
 */
@NullMarked
package io.jdock.supervisor;

import org.jspecify.annotations.NullMarked;
