package io.jdock.daemon.http.netty;

import io.jdock.daemon.http.RawStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.io.InputStream;
import java.io.OutputStream;

/** {@link RawStream} on a channel whose HTTP codec has been taken away. */
final class NettyRawStream implements RawStream {

    private final Channel channel;
    private final InboundBytes input;
    private final OutboundBytes output;

    NettyRawStream(Channel channel, InboundBytes input) {
        this.channel = channel;
        this.input = input;
        this.output = new OutboundBytes(channel, bytes -> bytes, this::shutOutput);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void close() {
        input.end();
        channel.close();
    }

    private void shutOutput() {
        // Behind what is still being sent: a shutdown by itself would discard that.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
    }
}
