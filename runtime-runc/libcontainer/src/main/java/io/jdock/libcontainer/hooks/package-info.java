/**
 * Programs that are run at points of a container's life, outside of it or inside.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.hooks.ContainerHooks}, which knows what to run when and with what state. Hooks in
 * the runtime's namespaces are programs of the host; those in the container's are run by its launcher, as
 * {@link io.jdock.libcontainer.hooks.InnerHooks} of a batch.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.hooks;

import org.jspecify.annotations.NullMarked;
