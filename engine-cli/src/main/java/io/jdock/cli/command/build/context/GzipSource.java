package io.jdock.cli.command.build.context;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/**
 * Compresses what is read from another stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GzipSource extends InputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER = 64 * 1024;
    private static final int TRAILER = 8;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 sum = new CRC32();
    private final InputStream body;
    private InputStream current = new ByteArrayInputStream(HEADER);
    private boolean ended;

    public GzipSource(InputStream source) {
        body = new DeflaterInputStream(new CheckedInputStream(source, sum), deflater, BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = current.read(target, offset, length);
        while (count < 0 && !ended) {
            ended = current == body;
            current = ended ? trailer() : body;
            count = current.read(target, offset, length);
        }
        return count;
    }

    private InputStream trailer() {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) sum.getValue()).putInt((int) deflater.getBytesRead());
        return new ByteArrayInputStream(trailer.array());
    }

    @Override
    public void close() throws IOException {
        body.close();
        deflater.end();
    }
}
