package io.jdock.supervisor.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** At most so many bytes of a stream, which tells how many were read. */
final class CountedStream extends FilterInputStream {

    private final long limit;
    private final LongConsumer progress;
    private long count;

    CountedStream(InputStream source, long limit, LongConsumer progress) {
        super(source);
        this.limit = limit;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (count == limit) {
            return -1;
        }
        int read = super.read(target, offset, (int) Math.min(length, limit - count));
        if (read > 0) {
            count += read;
            progress.accept(count);
        }
        return read;
    }
}
