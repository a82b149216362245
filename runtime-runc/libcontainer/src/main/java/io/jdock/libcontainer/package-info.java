/**
 * From an OCI runtime spec to a running container.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.ContainerLauncher}. A spec becomes a
 * {@link io.jdock.libcontainer.ContainerPlan}, a value that says everything and has touched nothing; the launcher carries it out.
 * The sub-packages hold one idea each: {@code namespaces}, {@code cgroups}, {@code rootfs}, {@code capabilities},
 * {@code seccomp}, {@code users}, {@code process}.
 *
 * <p>No Java ever runs inside a container: what happens there is lists of system calls that a
 * {@link io.jdock.linux.trampoline.Launcher} executes. May import {@code io.jdock.oci.runtime}, {@code io.jdock.linux},
 * {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer;

import org.jspecify.annotations.NullMarked;
