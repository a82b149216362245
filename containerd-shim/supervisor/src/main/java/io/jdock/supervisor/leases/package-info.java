/**
 * Leases: what a client still works with and the garbage collector must leave alone.
 *
 * <p>Start reading at {@link io.jdock.supervisor.leases.Leases}. A lease is made, given resources, and deleted, or it expires
 * by its label {@code containerd.io/gc.expire}.
 *
 * <p>May import {@code io.jdock.supervisor.metadata}, {@code .namespaces} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.leases;

import org.jspecify.annotations.NullMarked;
