/**
 * HTTP/1.1 as a client speaks it to the engine, over any byte stream.
 *
 * <p>Start reading at {@link io.jdock.cli.http.HttpClient}. A {@link io.jdock.cli.http.Dialer} opens a
 * {@link io.jdock.cli.http.Connection}; a response's body is read to its end and the connection serves the next request, or
 * the connection is taken over ("hijacked") for a two-way byte stream. May import {@code io.jdock.concurrent}.
 */
@NullMarked
package io.jdock.cli.http;

import org.jspecify.annotations.NullMarked;
