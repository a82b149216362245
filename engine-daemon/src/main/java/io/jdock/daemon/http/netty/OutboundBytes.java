package io.jdock.daemon.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What goes to the client: each write is sent at once and whole, so several threads may write.
 *
 * <p>A write returns before its bytes are in the socket unless too many are waiting; then it blocks until its own are.
 */
final class OutboundBytes extends OutputStream {

    private final Channel channel;
    private final Function<ByteBuf, Object> framing;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param framing makes of bytes what the pipeline takes
     * @param onClose ends the output; runs once
     */
    OutboundBytes(Channel channel, Function<ByteBuf, Object> framing, Runnable onClose) {
        this.channel = channel;
        this.framing = framing;
        this.onClose = onClose;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (closed.get()) {
            throw new IOException("the stream to the client is closed");
        }
        if (length == 0) {
            return; // An empty chunk would end the body.
        }
        // Memory of the kind that the socket takes: another would be copied once more.
        ByteBuf bytes = channel.alloc().ioBuffer(length, length).writeBytes(source, offset, length);
        ChannelFuture sent = channel.writeAndFlush(framing.apply(bytes));
        if (!channel.isActive() || !channel.isWritable()) {
            Futures.await(sent);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
