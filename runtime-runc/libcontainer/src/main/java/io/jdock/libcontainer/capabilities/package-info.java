/**
 * The capability sets of a container's processes, as far as this machine can give them:
 * {@link io.jdock.libcontainer.capabilities.CapabilitySets}.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.capabilities;

import org.jspecify.annotations.NullMarked;
