/**
 * Launchers that nobody stands by. Start reading at {@link io.jdock.runc.process.LauncherSpawn}.
 *
 * <p>A trampoline is spawned that clones the launcher as our child and ends; what it clones inherits our own standard streams and
 * the descriptors that are passed on, and once we end it belongs to the nearest subreaper: containerd's shim, conmon, or init.
 * May import {@code io.jdock.linux..}, {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}. What whoever started us has
 * left for the program is here too: {@link io.jdock.runc.process.ListenedSockets}, {@link io.jdock.runc.process.ReadinessSocket}.
 */
@NullMarked
package io.jdock.runc.process;

import org.jspecify.annotations.NullMarked;
