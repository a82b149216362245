/**
 * Black-box tests of the assembled distribution: they start the real binaries on roots of their own and talk to them over
 * sockets, with jdock's CLI, the stock {@code docker} and {@code ctr}, and curl.
 *
 * <p>Start reading at {@link io.jdock.it.Engine}. Every class registers {@link io.jdock.it.LeakAudit}, which fails it if
 * anything was left on the host. Nothing here imports a class of the product.
 */
@NullMarked
package io.jdock.it;

import org.jspecify.annotations.NullMarked;
