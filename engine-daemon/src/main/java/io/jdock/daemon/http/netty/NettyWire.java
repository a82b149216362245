package io.jdock.daemon.http.netty;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.http.Dispatcher;
import io.jdock.daemon.http.Headers;
import io.jdock.daemon.http.RawStream;
import io.jdock.daemon.http.ReplyHead;
import io.jdock.daemon.http.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Wire} of one request: its virtual thread's side of an {@link HttpConnection}. */
final class NettyWire implements Wire {

    /** A body that nobody read is skipped up to here to keep the connection; a longer one costs the connection. */
    private static final int MAX_SKIPPED_BODY = 256 << 10;

    private final HttpConnection connection;
    private final ChannelHandlerContext context;
    private final Channel channel;
    private final HttpRequest request;
    private final boolean keepAlive;
    private final List<Runnable> disconnectActions = new ArrayList<>();
    private volatile InboundBytes inbound;
    private volatile boolean hijacked;
    private volatile boolean aborted;
    private boolean gone;

    /** Of the event loop's. */
    private boolean inputShut;

    private boolean replied;
    private boolean continued;
    private @Nullable OutboundBytes stream;

    NettyWire(HttpConnection connection, ChannelHandlerContext context, HttpRequest request) {
        this.connection = connection;
        this.context = context;
        this.channel = context.channel();
        this.request = request;
        this.keepAlive =
                HttpUtil.isKeepAlive(request) && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        this.inbound = new InboundBytes(channel, this::sendContinue);
    }

    /** Serves the request on the calling virtual thread and gives the connection back. */
    void run(Dispatcher dispatcher) {
        Headers headers = new Headers();
        request.headers().forEach(field -> headers.add(field.getKey(), field.getValue()));
        try {
            dispatcher.run(request.method().name(), request.uri(), headers, this);
        } finally {
            finish();
        }
    }

    /** Where bytes from the client go now. */
    InboundBytes inbound() {
        return inbound;
    }

    /** The client shut its sending half. On the event loop. */
    void inputShut() {
        inputShut = true;
        if (hijacked) {
            inbound.end();
        } else {
            disconnected();
        }
    }

    /** The client is gone. On the event loop. */
    void disconnected() {
        inbound.fail("the client has closed the connection");
        List<Runnable> actions;
        synchronized (disconnectActions) {
            gone = true;
            actions = List.copyOf(disconnectActions);
            disconnectActions.clear();
        }
        actions.forEach(action -> Threads.startVirtual("http-disconnect", action));
    }

    @Override
    public boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    @Override
    public InputStream body() {
        return inbound;
    }

    @Override
    public void reply(ReplyHead head, byte[] body) throws IOException {
        replied = true;
        boolean withBody = !request.method().equals(HttpMethod.HEAD);
        var reply = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status(head), withBody ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
        copyHeaders(head, reply);
        // RFC 9110 section 8.6: neither of these may announce a length.
        if (head.status().code() != 204 && head.status().code() != 304) {
            reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        Futures.await(channel.writeAndFlush(reply));
    }

    @Override
    public OutputStream stream(ReplyHead head) throws IOException {
        replied = true;
        var reply = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(head));
        copyHeaders(head, reply);
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            reply.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        var output = new OutboundBytes(
                channel, DefaultHttpContent::new, () -> channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        stream = output;
        Futures.await(channel.writeAndFlush(reply));
        return output;
    }

    @Override
    public RawStream hijack(ReplyHead head) throws IOException {
        if (!skipBody()) {
            throw new IOException("the request's body goes on where raw bytes should begin");
        }
        hijacked = true;
        Futures.await(context.executor().submit(() -> becomeRaw(head)));
        return new NettyRawStream(channel, inbound);
    }

    @Override
    public void onDisconnect(Runnable action) {
        synchronized (disconnectActions) {
            if (!gone) {
                disconnectActions.add(action);
                return;
            }
        }
        Threads.startVirtual("http-disconnect", action);
    }

    @Override
    public void abort() {
        aborted = true;
        channel.close();
    }

    /** On the event loop: what the decoder holds back goes to the raw input when the decoder leaves the pipeline. */
    private void becomeRaw(ReplyHead head) {
        var reply = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(head));
        head.headers().forEach(reply.headers()::add);
        context.writeAndFlush(reply);
        inbound = new InboundBytes(channel, () -> {});
        context.pipeline().remove(HttpResponseEncoder.class);
        context.pipeline().remove(RequestDecoder.class);
        boolean ended = inputShut;
        synchronized (disconnectActions) {
            ended |= gone;
        }
        // Nothing tells of it again: the reader would wait for ever.
        if (ended) {
            inbound.end();
        }
    }

    private void finish() {
        if (stream != null && !aborted) {
            stream.close();
        }
        boolean reusable = keepAlive && !hijacked && !aborted && skipBody();
        inbound.release();
        context.executor().execute(() -> connection.finished(context, reusable));
    }

    /** Reads what is left of the body, within a limit; whether its end was reached. */
    private boolean skipBody() {
        if (inbound.ended() && inbound.available() == 0) {
            return true;
        }
        if (HttpUtil.is100ContinueExpected(request) && !continued) {
            return false;
        }
        try {
            return inbound.readNBytes(MAX_SKIPPED_BODY).length < MAX_SKIPPED_BODY;
        } catch (IOException e) {
            return false;
        }
    }

    private void sendContinue() {
        if (HttpUtil.is100ContinueExpected(request) && !replied) {
            continued = true;
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void copyHeaders(ReplyHead head, HttpResponse reply) {
        head.headers().forEach(reply.headers()::add);
        boolean bodyNeverComes = HttpUtil.is100ContinueExpected(request) && !continued;
        if (!keepAlive || bodyNeverComes) {
            reply.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private static HttpResponseStatus status(ReplyHead head) {
        return new HttpResponseStatus(head.status().code(), head.status().reason());
    }
}
