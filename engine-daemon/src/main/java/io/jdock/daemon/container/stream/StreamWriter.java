package io.jdock.daemon.container.stream;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes output to a client: as it is for a terminal, else in frames of an 8-byte header and the payload.
 *
 * <p>What is written is collected until {@link #flush}, or until the buffer is full. Not safe for concurrent use.
 */
public final class StreamWriter {

    private static final int HEADER = 8;
    private static final int CAPACITY = 64 << 10;

    private final OutputStream out;
    private final boolean framed;
    private final byte[] buffer = new byte[CAPACITY];
    private int used;

    /** @param framed false for a terminal, whose output is one stream of raw bytes */
    public StreamWriter(OutputStream out, boolean framed) {
        this.out = out;
        this.framed = framed;
    }

    /** Adds one frame. */
    public void write(StreamKind kind, byte[] bytes, int offset, int length) throws IOException {
        if (framed) {
            header(kind, length);
        }
        append(bytes, offset, length);
    }

    /** Sends everything to the client; blocks while it does not read. */
    public void flush() throws IOException {
        if (used > 0) {
            out.write(buffer, 0, used);
            used = 0;
        }
        out.flush();
    }

    private void header(StreamKind kind, int length) throws IOException {
        if (used + HEADER > CAPACITY) {
            drain();
        }
        buffer[used] = (byte) kind.ordinal();
        buffer[used + 1] = 0;
        buffer[used + 2] = 0;
        buffer[used + 3] = 0;
        buffer[used + 4] = (byte) (length >>> 24);
        buffer[used + 5] = (byte) (length >>> 16);
        buffer[used + 6] = (byte) (length >>> 8);
        buffer[used + 7] = (byte) length;
        used += HEADER;
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        if (used + length > CAPACITY) {
            drain();
        }
        if (length > CAPACITY) {
            out.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, used, length);
            used += length;
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
