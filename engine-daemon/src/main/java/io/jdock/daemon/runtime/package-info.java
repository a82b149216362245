/**
 * The OCI runtimes that containers may be made by, under the names users give them.
 *
 * <p>Start reading at {@link io.jdock.daemon.runtime.Runtimes}. A runtime is <em>declared</em> by {@code --add-runtime} or in
 * {@code daemon.json}, <em>found</em> in {@code $PATH}, or given by its path; what a container was created with is kept by name
 * and looked up anew at each start.
 *
 * <p>May import {@code io.jdock.errdefs}, {@code io.jdock.programs} and jackson.
 */
@NullMarked
package io.jdock.daemon.runtime;

import org.jspecify.annotations.NullMarked;
