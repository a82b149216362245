/**
 * The OCI runtime spec as records: what {@code config.json} says about one container.
 *
 * <p>Start reading at {@link io.jdock.oci.runtime.Spec}; {@link io.jdock.oci.runtime.SpecJson} reads and writes it. The daemon
 * builds specs, the supervisor stores them as JSON, the runtime turns them into system calls. Values only; this package may
 * import {@code io.jdock.errdefs} and {@code io.jdock.json}.
 */
@NullMarked
package io.jdock.oci.runtime;

import org.jspecify.annotations.NullMarked;
