package io.jdock.daemon.http.netty;

import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Blocks the calling virtual thread on what an event loop does. */
final class Futures {

    private Futures() {}

    static void await(Future<?> future) throws IOException {
        try {
            future.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending to the client", e);
        }
        if (!future.isSuccess()) {
            throw new IOException("send to the client: " + future.cause().getMessage(), future.cause());
        }
    }
}
