/**
 * Namespaces: they keep the objects of several clients (the daemon, ctr, Kubernetes) of one supervisor apart.
 *
 * <p>Start reading at {@link io.jdock.supervisor.namespaces.Namespaces}. A namespace comes into being by name, or with the
 * first object made in it, and can be deleted once it is empty. {@link io.jdock.supervisor.namespaces.Identifier} is the guard
 * for everything a client may name, because names become parts of paths.
 *
 * <p>May import {@code io.jdock.supervisor.metadata}, {@code .events} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.namespaces;

import org.jspecify.annotations.NullMarked;
