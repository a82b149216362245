/**
 * Mounts that make up a file tree, as a snapshotter describes and a task performs them.
 *
 * <p>Start reading at {@link io.jdock.supervisor.mounts.Mount}; {@link io.jdock.supervisor.mounts.MountedTree} performs a list of
 * them in the supervisor's own mount namespace, before the container that will use the tree exists.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.mounts;

import org.jspecify.annotations.NullMarked;
