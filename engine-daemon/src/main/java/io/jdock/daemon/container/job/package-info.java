/**
 * Containers that the engine itself runs for one piece of work, such as a step of a build.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.job.Jobs}. May import {@code io.jdock.daemon.container.lifecycle} and what
 * that may import.
 */
@NullMarked
package io.jdock.daemon.container.job;

import org.jspecify.annotations.NullMarked;
