/**
 * The OCI runtime command line {@code jdock-runc}: a drop-in for runc below containerd, dockerd and podman.
 *
 * <p>Start reading at {@link io.jdock.runc.Main}. It starts cold, so nothing on the way to a container uses reflection, a
 * logging framework or data binding; the launch itself is libcontainer's, the same code that the supervisor uses.
 */
@NullMarked
package io.jdock.runc;

import org.jspecify.annotations.NullMarked;
