/**
 * HTTP as the routes see it: plain blocking code on a virtual thread per request, free of the server library below.
 *
 * <p>Start reading at {@link io.jdock.daemon.http.Exchange}, which is what a route gets, and {@link
 * io.jdock.daemon.http.Router}, which finds the route. One exchange lives from the request's head to the end of its reply; then
 * the connection carries the next, unless the exchange took it over for raw bytes ({@link io.jdock.daemon.http.RawStream}).
 * Status codes of errors are known to {@link io.jdock.daemon.http.HttpErrors} alone.
 *
 * <p>May import {@code io.jdock.engine.api.json}, {@code io.jdock.errdefs} and {@code io.jdock.concurrent}; must not import Netty.
 */
@NullMarked
package io.jdock.daemon.http;

import org.jspecify.annotations.NullMarked;
