package io.jdock.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 section 7.1). Ends after the last chunk and its trailers, where the next response starts. */
final class ChunkedInput extends InputStream {

    private final HttpInput source;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedInput(HttpInput source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = source.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("unexpected EOF");
        }
        left -= count;
        return count;
    }

    boolean atEnd() {
        return ended;
    }

    private void nextChunk() throws IOException {
        if (ended) {
            return;
        }
        if (started) {
            source.readLine();
        }
        started = true;
        left = sizeOf(source.readLine());
        if (left == 0) {
            ended = true;
            while (!source.readLine().isEmpty()) {
                // Trailers carry nothing that we ask for.
            }
        }
    }

    private static long sizeOf(String line) throws IOException {
        int end = line.indexOf(';');
        String digits = (end < 0 ? line : line.substring(0, end)).strip();
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException e) {
            throw new IOException("invalid chunk size: \"" + line + "\"", e);
        }
    }
}
