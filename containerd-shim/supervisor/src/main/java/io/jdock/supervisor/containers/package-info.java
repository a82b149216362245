/**
 * Container records: what a client wants run. A running instance of one is a task.
 *
 * <p>Start reading at {@link io.jdock.supervisor.containers.Containers}. A record is made, updated and deleted by clients alone;
 * it cannot be deleted while it has a task. It survives the death of the supervisor at any instant, but a power cut may lose
 * the last ones: whoever makes containers keeps records of his own.
 *
 * <p>May import {@code io.jdock.supervisor.metadata}, {@code .namespaces}, {@code .events} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.containers;

import org.jspecify.annotations.NullMarked;
