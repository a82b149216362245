package io.jdock.daemon.http.netty;

import io.jdock.daemon.http.Dispatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Everything here runs on the connection's event loop; each request's work runs on a virtual thread,
 * through its {@link NettyWire}, and comes back by {@link #finished}.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final Dispatcher dispatcher;
    private final ExecutorService requests;
    private final int headTimeoutSeconds;
    private @Nullable NettyWire current;
    private @Nullable ScheduledFuture<?> headTimeout;
    private boolean inputShut;
    private boolean refused;

    /** @param headTimeoutSeconds how long a client may take from a head's first byte to its last */
    HttpConnection(Dispatcher dispatcher, ExecutorService requests, int headTimeoutSeconds) {
        this.dispatcher = dispatcher;
        this.requests = requests;
        this.headTimeoutSeconds = headTimeoutSeconds;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            begin(context, request);
        }
        if (message instanceof HttpContent content) {
            body(content);
        } else if (message instanceof ByteBuf bytes && current != null) {
            current.inbound().offer(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (current == null && !refused) {
            startHeadTimeout(context);
            context.read();
        } else if (current != null && current.inbound().wanted()) {
            context.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputShut = true;
            if (current == null) {
                context.close();
            } else {
                current.inputShut();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopHeadTimeout();
        if (current != null) {
            current.disconnected();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection {}: {}", context.channel().id(), cause.getMessage());
        } else {
            LOG.warn("connection {}", context.channel().id(), cause);
        }
        context.close();
    }

    /** The exchange is over and replied to; {@code reusable} says that the connection may carry another. */
    void finished(ChannelHandlerContext context, boolean reusable) {
        current = null;
        if (!reusable || !context.channel().isActive()) {
            // Behind what is still being sent: a close by itself would discard that.
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        try {
            context.pipeline().get(RequestDecoder.class).next(context.pipeline().context(RequestDecoder.class));
        } catch (Exception e) {
            exceptionCaught(context, e);
            return;
        }
        if (current == null && inputShut) {
            context.close();
        } else if (current == null) {
            context.read();
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        stopHeadTimeout();
        var refusal = RequestCheck.refusal(request);
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
            return;
        }
        NettyWire wire = new NettyWire(this, context, request);
        current = wire;
        requests.execute(() -> wire.run(dispatcher));
    }

    private void body(HttpContent content) {
        if (current == null) {
            content.release();
            return;
        }
        InboundBytes inbound = current.inbound();
        inbound.offer(content.content());
        if (content.decoderResult().isFailure()) {
            inbound.fail(
                    "malformed request body: " + content.decoderResult().cause().getMessage());
        } else if (content instanceof LastHttpContent) {
            inbound.end();
        }
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        refused = true;
        var reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
    }

    private void startHeadTimeout(ChannelHandlerContext context) {
        if (headTimeout == null) {
            headTimeout = context.executor()
                    .schedule(
                            () -> refuse(context, HttpResponseStatus.REQUEST_TIMEOUT),
                            headTimeoutSeconds,
                            TimeUnit.SECONDS);
        }
    }

    private void stopHeadTimeout() {
        if (headTimeout != null) {
            headTimeout.cancel(false);
            headTimeout = null;
        }
    }
}
