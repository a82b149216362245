package io.jdock.daemon.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.RawStream;
import io.jdock.daemon.http.Router;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that becomes a raw stream, with the event loop in the test's hands. */
@Timeout(30)
final class HijackTest {

    private final EventLoopGroup serverLoop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final EventLoopGroup clientLoop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CountDownLatch aboutToHijack = new CountDownLatch(1);
    private final CountDownLatch hijack = new CountDownLatch(1);

    @AfterEach
    void stop() {
        serverLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        clientLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void inputThatEndsWhileTheConnectionBecomesRawIsAtItsEnd() throws Exception {
        Channel client = connect();
        client.writeAndFlush(Unpooled.copiedBuffer("POST /raw HTTP/1.1\r\nHost: d\r\n\r\n", ISO_8859_1));
        aboutToHijack.await();
        Channel server = accepted.get();

        server.eventLoop().execute(() -> {
            hijack.countDown();
            awaitTask((SingleThreadEventLoop) server.eventLoop());
            server.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        });

        String text = answer.get();
        assertTrue(text.endsWith("\r\n\r\nover"), text);
    }

    /** What makes the stream raw waits behind the task that is running. */
    private static void awaitTask(SingleThreadEventLoop loop) {
        while (loop.pendingTasks() == 0) {
            Thread.onSpinWait();
        }
    }

    private void raw(Exchange exchange) throws IOException {
        aboutToHijack.countDown();
        try {
            hijack.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        RawStream stream = exchange.hijack("application/vnd.docker.raw-stream");
        stream.input().transferTo(stream.output());
        stream.output().write("over".getBytes(ISO_8859_1));
    }

    private Channel connect() {
        var dispatcher = new Dispatcher(new Router().post("/raw", this::raw), "0.1.0", () -> {});
        LocalAddress address = new LocalAddress("hijack");
        new ServerBootstrap()
                .group(serverLoop)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new RequestDecoder(),
                                        new HttpResponseEncoder(),
                                        new HttpConnection(dispatcher, Threads.virtualPerTask("test"), 30));
                        accepted.complete(channel);
                    }
                })
                .bind(address)
                .syncUninterruptibly();
        return new Bootstrap()
                .group(clientLoop)
                .channel(LocalChannel.class)
                .handler(new Collector())
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    /** Everything that the server sends until it closes. */
    private final class Collector extends SimpleChannelInboundHandler<ByteBuf> {

        private final StringBuilder text = new StringBuilder();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            text.append(bytes.toString(ISO_8859_1));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.complete(text.toString());
        }
    }
}
