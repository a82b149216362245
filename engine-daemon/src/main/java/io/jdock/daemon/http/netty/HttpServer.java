package io.jdock.daemon.http.netty;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.errdefs.InternalException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/**
 * Listens on unix and TCP sockets and hands requests to the dispatcher, each on a virtual thread.
 *
 * <p>Closing stops listening; exchanges under way go on until the event loops are shut down by their owner.
 */
public final class HttpServer implements AutoCloseable {

    private static final int HEAD_TIMEOUT_SECONDS = 30;

    /** What may wait for a client: some pieces of an archive, so that the next is made while they are sent. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(64 << 10, 192 << 10);

    private final EventLoopGroup eventLoops;
    private final Dispatcher dispatcher;
    private final ExecutorService requests = Threads.virtualPerTask("http");
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();

    public HttpServer(EventLoopGroup eventLoops, Dispatcher dispatcher) {
        this.eventLoops = eventLoops;
        this.dispatcher = dispatcher;
    }

    /**
     * Makes sure that {@link #listen(Path, SocketAccess)} can have the path, before anything else is set up for it.
     *
     * @throws io.jdock.errdefs.AlreadyExistsException when another process serves the path or it is no socket
     */
    public static void claim(Path path) {
        SocketFile.claim(path);
    }

    /**
     * Listens on a unix socket, replacing a file that a dead server left there.
     *
     * @param access who may connect
     * @throws io.jdock.errdefs.AlreadyExistsException when another process serves the path or it is no socket
     */
    public void listen(Path path, SocketAccess access) {
        SocketFile.claim(path);
        bind(EpollServerDomainSocketChannel.class, new DomainSocketAddress(path.toFile()));
        access.apply(path);
    }

    /** Listens on TCP, without encryption or authentication: the caller has made sure that this is wanted. */
    public void listen(InetSocketAddress address) {
        bind(EpollServerSocketChannel.class, address);
    }

    /** Stops listening. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
    }

    private void bind(Class<? extends ServerChannel> type, SocketAddress address) {
        var bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(type)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new RequestDecoder(),
                                        new HttpResponseEncoder(),
                                        new HttpConnection(dispatcher, requests, HEAD_TIMEOUT_SECONDS));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new InternalException(
                    "listen on %s: %s".formatted(address, bound.cause().getMessage()), bound.cause());
        }
        listeners.add(bound.channel());
    }
}
