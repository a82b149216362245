/**
 * Shims: what a shim is told to do, the files it leaves, and how to find it again.
 *
 * <p>Start reading at {@link io.jdock.shim.ShimProgram}, the whole life of a shim as a list of system calls; from outside,
 * {@link io.jdock.shim.Shim} is the handle. A shim is <em>spawned</em> (its record is written, then it gets its one batch and
 * clones the launcher), <em>adopted</em> by every later supervisor, and <em>released</em> once its process has ended and all
 * output is drained.
 *
 * <p>A shim may also stand by a process that an OCI runtime makes: {@link io.jdock.shim.RuntimeWatch} is what differs then, and
 * {@link io.jdock.shim.RuntimeHandover} what has to be done from outside.
 *
 * <p>May import {@code io.jdock.linux..} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.shim;

import org.jspecify.annotations.NullMarked;
