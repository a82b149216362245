package io.jdock.supervisor.images;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how far reading has come. */
final class CountingStream extends FilterInputStream {

    private final LongConsumer listener;
    private long count;

    CountingStream(InputStream source, LongConsumer listener) {
        super(source);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        advance(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        advance(Math.max(read, 0));
        return read;
    }

    private void advance(int read) {
        count += read;
        listener.accept(count);
    }
}
