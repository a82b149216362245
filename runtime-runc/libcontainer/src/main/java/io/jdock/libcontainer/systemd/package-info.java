/**
 * systemd as the maker of cgroups: a container's is that of a scope, a unit around processes that systemd did not start.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.systemd.Systemd}. A scope's life is <em>start</em> with its first process,
 * perhaps <em>set</em> of properties, <em>stop</em>; systemd removes one whose last process has ended by itself. Which limits
 * become which properties is decided in {@code io.jdock.libcontainer.cgroups}.
 *
 * <p>May import {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://systemd.io/CGROUP_DELEGATION">what systemd asks of those who make cgroups below its own</a>
 */
@NullMarked
package io.jdock.libcontainer.systemd;

import org.jspecify.annotations.NullMarked;
