package io.jdock.supervisor.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** What bzip2 has compressed, one stream after the other. Takes five megabytes of the Java heap. */
final class Bzip2Stream extends FilterInputStream {

    private Bzip2Stream(InputStream plain) {
        super(plain);
    }

    static Bzip2Stream open(InputStream source) throws IOException {
        try {
            return new Bzip2Stream(new BZip2CompressorInputStream(source, true));
        } catch (IOException e) {
            throw damaged(e);
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
        } catch (IOException | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    /** The library does not tell a damaged stream from one that cannot be read. */
    private static IOException damaged(Exception problem) {
        return (IOException) new ZipException("bzip2: " + problem.getMessage()).initCause(problem);
    }
}
