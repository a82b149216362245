package io.jdock.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before a server of this machine, lets all its connections together have no more than some bytes a second, and counts
 * what it serves. Its buffers are small, so that what it has counted is what the client got, but for some KiB.
 */
final class CountingProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 15;
    private static final long NANOS = 1_000_000_000;

    private final ServerSocket listener;
    private final int target;
    private final long bytesPerSecond;
    private final AtomicLong served = new AtomicLong();
    /** When the bytes that were let through so far are paid for. */
    private final AtomicLong paidUntil = new AtomicLong(System.nanoTime());

    CountingProxy(int target, long bytesPerSecond) {
        this.target = target;
        this.bytesPerSecond = bytesPerSecond;
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException("listen", e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String host() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Bytes that the server has sent to all clients so far. */
    long served() {
        return served.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setSendBufferSize(BUFFER);
                Socket server = new Socket();
                server.setReceiveBufferSize(BUFFER);
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                Thread.ofVirtual().start(() -> pump(client, server, new AtomicLong()));
                Thread.ofVirtual().start(() -> pump(server, client, served));
            } catch (IOException _) {
                // Closed, which the loop sees; or one connection that did not come about, which its client sees.
            }
        }
    }

    /** Carries bytes until either side ends, and then ends both. */
    private void pump(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                pay(read);
                out.write(buffer, 0, read);
                count.addAndGet(read);
            }
        } catch (IOException _) {
            // One side has gone; the other is told by the end of its connection.
        }
    }

    private void pay(int bytes) {
        long now = System.nanoTime();
        long until = paidUntil.updateAndGet(paid -> Math.max(paid, now) + bytes * NANOS / bytesPerSecond);
        for (long rest = until - now; rest > 0; rest = until - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("close the proxy", e);
        }
    }
}
