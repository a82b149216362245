package io.jdock.daemon.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the client sends, handed from the event loop to the one blocking reader.
 *
 * <p>The socket is read only while the reader waits, so a client faster than its reader is held back by the kernel.
 */
final class InboundBytes extends InputStream {

    private final Channel channel;
    private final Runnable beforeFirstRead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    private boolean started;
    private boolean wanted;
    private boolean ended;
    private boolean released;
    private @Nullable String failure;

    InboundBytes(Channel channel, Runnable beforeFirstRead) {
        this.channel = channel;
        this.beforeFirstRead = beforeFirstRead;
    }

    /** Takes ownership of {@code bytes}. On the event loop, like the four below. */
    void offer(ByteBuf bytes) {
        lock.lock();
        try {
            if (released || ended || !bytes.isReadable()) {
                bytes.release();
                return;
            }
            queue.add(bytes);
            wanted = false;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All has been offered. */
    void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come though it should; the reader gets {@code reason} after what was offered. */
    void fail(String reason) {
        lock.lock();
        try {
            if (!ended) {
                failure = reason;
            }
            ended = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader waits for bytes. */
    boolean wanted() {
        lock.lock();
        try {
            return wanted && !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Whether every byte was offered. */
    boolean ended() {
        lock.lock();
        try {
            return ended && failure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Frees what nobody will read; later offers are dropped. Any thread. */
    void release() {
        lock.lock();
        try {
            released = true;
            queue.forEach(ByteBuf::release);
            queue.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!started) {
            started = true;
            beforeFirstRead.run();
        }
        lock.lock();
        try {
            awaitBytes();
            ByteBuf head = queue.peek();
            return head == null ? endOfInput() : take(head, target, offset, length);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return queue.stream().mapToInt(ByteBuf::readableBytes).sum();
        } finally {
            lock.unlock();
        }
    }

    private void awaitBytes() throws IOException {
        while (queue.isEmpty() && !ended) {
            wanted = true;
            channel.eventLoop().execute(this::readSocket);
            try {
                arrived.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the client", e);
            }
        }
    }

    private void readSocket() {
        if (channel.isActive() && wanted()) {
            channel.read();
        }
    }

    private int take(ByteBuf head, byte[] target, int offset, int length) {
        int count = Math.min(length, head.readableBytes());
        head.readBytes(target, offset, count);
        if (!head.isReadable()) {
            queue.remove().release();
        }
        return count;
    }

    private int endOfInput() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
        return -1;
    }
}
