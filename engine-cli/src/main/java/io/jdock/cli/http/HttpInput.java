package io.jdock.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The receiving side of a connection: lines while the head is read, raw bytes after it, no byte lost in between. */
final class HttpInput extends InputStream {

    private static final int BUFFER = 16 * 1024;
    private static final int MAX_LINE = 64 * 1024;

    private final InputStream source;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    HttpInput(InputStream source) {
        this.source = source;
    }

    /**
     * Reads to the next line end, which is not returned.
     *
     * @throws EOFException when the stream ends before
     */
    String readLine() throws IOException {
        StringBuilder longLine = null;
        while (true) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            String part = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
            boolean complete = end < limit;
            position = complete ? end + 1 : limit;
            if (complete && longLine == null) {
                return withoutReturn(part);
            }
            longLine = longLine == null ? new StringBuilder(part) : longLine.append(part);
            if (complete) {
                return withoutReturn(longLine.toString());
            }
            if (longLine.length() > MAX_LINE) {
                throw new IOException("header line longer than " + MAX_LINE + " bytes");
            }
            if (!fill()) {
                throw new EOFException("connection closed inside a header");
            }
        }
    }

    @Override
    public int read() throws IOException {
        if (position >= limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= limit) {
            if (length >= BUFFER) {
                return source.read(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, source.read(buffer, 0, BUFFER));
        return limit > 0;
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
