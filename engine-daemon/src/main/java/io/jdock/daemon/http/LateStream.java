package io.jdock.daemon.http;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A reply whose head is sent with its first bytes, as Docker does it: there are clients that take the head for the end of the work
 * and leave. For one thread.
 */
public final class LateStream extends OutputStream {

    private final Exchange exchange;
    private @Nullable OutputStream begun;

    public LateStream(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Sends the head, if it was not yet. */
    public OutputStream begin() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            out = exchange.stream("application/json");
            begun = out;
        }
        return out;
    }

    @Override
    public void write(int value) throws IOException {
        begin().write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begin().write(bytes, offset, length);
    }

    /** Whether the head is out, after which errors have to follow in the stream. */
    public boolean hasBegun() {
        return begun != null;
    }

    /** Leaves a reply that has not begun to whoever knows why. */
    @Override
    public void close() throws IOException {
        if (begun != null) {
            begun.close();
        }
    }
}
