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
 * <p>The socket is read while little waits for the reader, so that neither waits for the other's thread at each piece, and a
 * client that is faster than its reader is held back by the kernel.
 */
final class InboundBytes extends InputStream {

    /** Bytes; with as many waiting the socket is not read. */
    private static final int ENOUGH = 256 << 10;

    private final Channel channel;
    private final Runnable beforeFirstRead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    private int waiting;
    private boolean started;
    private boolean asked;
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
            waiting += bytes.readableBytes();
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

    /** Whether the socket is to be read. */
    boolean wanted() {
        lock.lock();
        try {
            return started && !ended && !released && waiting < ENOUGH;
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
            waiting = 0;
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
            beforeFirstRead.run();
        }
        lock.lock();
        try {
            started = true;
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
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void awaitBytes() throws IOException {
        while (queue.isEmpty() && !ended) {
            ask();
            try {
                arrived.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the client", e);
            }
        }
    }

    private void ask() {
        if (!asked && wanted()) {
            asked = true;
            channel.eventLoop().execute(this::readSocket);
        }
    }

    private void readSocket() {
        lock.lock();
        try {
            asked = false;
        } finally {
            lock.unlock();
        }
        if (channel.isActive() && wanted()) {
            channel.read();
        }
    }

    private int take(ByteBuf head, byte[] target, int offset, int length) {
        int count = Math.min(length, head.readableBytes());
        head.readBytes(target, offset, count);
        waiting -= count;
        if (!head.isReadable()) {
            queue.remove().release();
        }
        ask();
        return count;
    }

    private int endOfInput() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
        return -1;
    }
}
