/**
 * Control groups: one per container, in every controller the container has limits in.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.cgroups.Cgroup}; {@link io.jdock.libcontainer.cgroups.CgroupLayout} finds out
 * what this machine has. A cgroup's life is <em>create</em> with limits, <em>join</em>, perhaps <em>update</em>, <em>freeze</em>
 * and <em>thaw</em>, <em>kill</em>, <em>delete</em>. Which file gets which value is decided by pure functions
 * ({@link io.jdock.libcontainer.cgroups.V1Settings}, {@link io.jdock.libcontainer.cgroups.V2Settings}).
 *
 * <p>May import {@code io.jdock.oci.runtime}, {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.cgroups;

import org.jspecify.annotations.NullMarked;
