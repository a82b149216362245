package io.jdock.linux;

import java.io.InputStream;
import java.util.Objects;

/**
 * Reads an open file from its beginning, wherever the descriptor's own position is. Closing it leaves the descriptor open. Failures are
 * {@link ErrnoException}s. For one thread; cheap in large reads only.
 */
public final class FdStream extends InputStream {

    private static final int LONGEST_READ = 1 << 18;

    private final Fd file;
    private long position;

    public FdStream(Fd file) {
        this.file = file;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        byte[] part = new byte[Math.min(length, LONGEST_READ)];
        int count = StreamCalls.readAt(file, position, part, part.length);
        System.arraycopy(part, 0, target, offset, count);
        position += count;
        return count == 0 ? -1 : count;
    }
}
