package io.jdock.daemon.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Decodes one request, then waits for {@link #next} with whatever follows kept as bytes.
 *
 * <p>Netty's own decoder would read on: bytes behind a request that becomes a raw stream would be parsed as another request, and
 * requests sent in advance would be lost when the client shuts its sending half.
 */
final class RequestDecoder extends HttpRequestDecoder {

    /** Longest request line; the CLI's filters stay far below. */
    static final int MAX_LINE = 32 << 10;

    /** All header fields together. */
    static final int MAX_HEADERS = 64 << 10;

    /** Pieces of a body, as large as what is read from a socket at once. */
    private static final int MAX_CHUNK = 64 << 10;

    private boolean paused;
    private boolean inputShut;

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK)
                .setAllowDuplicateContentLengths(false));
    }

    /** Decodes the next request from what is there. On the event loop. */
    void next(ChannelHandlerContext context) throws Exception {
        paused = false;
        channelRead(context, Unpooled.EMPTY_BUFFER);
        if (inputShut && !paused) {
            super.userEventTriggered(context, ChannelInputShutdownEvent.INSTANCE);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (paused) {
            return;
        }
        super.decode(context, in, out);
        paused = !out.isEmpty() && out.getLast() instanceof LastHttpContent;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent && paused) {
            inputShut = true;
            context.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    /** Two statements of one length are how requests are smuggled past a proxy (RFC 9112 section 6.3): refused, not repaired. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }
}
