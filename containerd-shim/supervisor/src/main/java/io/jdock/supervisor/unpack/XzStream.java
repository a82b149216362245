package io.jdock.supervisor.unpack;

import io.jdock.errdefs.ResourceExhaustedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * What xz has compressed. Decompressing takes as much of the Java heap as the archive says, within bounds: what the levels up to
 * {@code xz -8} want, for two streams at a time. To be closed.
 */
final class XzStream extends FilterInputStream {

    private static final int LIMIT_KIB = 40 << 10;
    private static final Semaphore STREAMS = new Semaphore(2);

    private final AtomicBoolean open = new AtomicBoolean(true);

    private XzStream(InputStream plain) {
        super(plain);
    }

    /**
     * Begins to decompress.
     *
     * @throws ResourceExhaustedException when it would take too much memory
     */
    static XzStream open(InputStream source) throws IOException {
        if (!STREAMS.tryAcquire()) {
            throw new ResourceExhaustedException("xz: two other archives are being decompressed already");
        }
        try {
            return new XzStream(new XZInputStream(source, LIMIT_KIB));
        } catch (XZIOException e) {
            STREAMS.release();
            throw translated(e);
        } catch (IOException | RuntimeException e) {
            STREAMS.release();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (XZIOException e) {
            throw translated(e);
        }
    }

    private static IOException translated(XZIOException problem) {
        if (problem instanceof MemoryLimitException) {
            throw new ResourceExhaustedException("xz: " + problem.getMessage(), problem);
        }
        return (IOException) new ZipException("xz: " + problem.getMessage()).initCause(problem);
    }

    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            STREAMS.release();
        }
        super.close();
    }
}
