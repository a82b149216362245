package io.jdock.supervisor.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a file while it is written. For one thread. */
final class FollowingStream extends InputStream {

    private final Growth growth;
    private final FileChannel file;
    private long position;

    FollowingStream(Growth growth, FileChannel file) {
        this.growth = growth;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        long available = growth.awaitBeyond(position) - position;
        if (available <= 0) {
            return -1;
        }
        int read = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(count, available)), position);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
