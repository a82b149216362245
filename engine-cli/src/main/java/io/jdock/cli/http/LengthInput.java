package io.jdock.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a length that is known beforehand. */
final class LengthInput extends InputStream {

    private final HttpInput source;
    private long left;

    LengthInput(HttpInput source, long length) {
        this.source = source;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
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
        return left == 0;
    }
}
