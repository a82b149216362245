/**
 * The transport below {@code io.jdock.daemon.http}: HTTP/1.1 on unix and TCP sockets with Netty's epoll transport.
 *
 * <p>Start reading at {@link io.jdock.daemon.http.netty.HttpServer}, then {@link
 * io.jdock.daemon.http.netty.HttpConnection}, which lives on the event loop from accept to close and hands each request to a
 * virtual thread. Event loops frame bytes and never block. A connection carries one request at a time: {@link
 * io.jdock.daemon.http.netty.RequestDecoder} leaves what follows undecoded until the reply is out, so bytes behind a request
 * that takes the connection over are never mistaken for another request.
 *
 * <p>One of the packages that may import Netty.
 */
@NullMarked
package io.jdock.daemon.http.netty;

import org.jspecify.annotations.NullMarked;
