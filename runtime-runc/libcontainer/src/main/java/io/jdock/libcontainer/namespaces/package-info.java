/**
 * Which namespaces a container makes and which it joins, and what is set up inside them: host name, loopback interface, kernel
 * parameters. Start reading at {@link io.jdock.libcontainer.namespaces.NamespacePlan}.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}, and {@code procfs} beside it.
 */
@NullMarked
package io.jdock.libcontainer.namespaces;

import org.jspecify.annotations.NullMarked;
