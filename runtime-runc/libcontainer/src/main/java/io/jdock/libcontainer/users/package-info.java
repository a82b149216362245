/**
 * Users and groups as a container's own {@code /etc/passwd} and {@code /etc/group} know them.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.users.UserLookup}. The files come from an image, so they are hostile input: they
 * are opened inside the container's root, must be regular files, and are read within limits.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.users;

import org.jspecify.annotations.NullMarked;
