package io.jdock.supervisor.unpack;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip with any number of members, as parallel compressors write them.
 *
 * <p>{@link java.util.zip.GZIPInputStream} asks {@code available()} whether another member follows, and takes the answer 0 of a
 * stream that still waits for the network for the end: it would cut such layers short.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipStream extends InputStream {

    private static final int HEADER_CRC = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private final BufferedInputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] input = new byte[1 << 16];
    /** Bytes of {@link #input} that the last read brought. */
    private int filled;

    private boolean inMember;
    private boolean ended;

    GzipStream(BufferedInputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (length > 0 && !ended) {
            if (!inMember) {
                beginMember();
                continue;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                return count;
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (inflater.finished()) {
                if (count > 0) {
                    // The trailer is checked on the next call, when the checksum covers these bytes too.
                    return count;
                }
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("gzip data needs a dictionary");
            } else if (count == 0) {
                fill();
            }
            return count;
        } catch (DataFormatException e) {
            throw new ZipException("gzip data is damaged: " + e.getMessage());
        }
    }

    private void fill() throws IOException {
        // The mark lets a member's end push back what belongs to the next one.
        source.mark(input.length);
        filled = source.read(input);
        if (filled < 0) {
            throw new EOFException("gzip data ends early");
        }
        inflater.setInput(input, 0, filled);
    }

    private void beginMember() throws IOException {
        int first = source.read();
        if (first < 0) {
            ended = true;
            return;
        }
        if (first != 0x1f || source.read() != 0x8b || source.read() != 8) {
            throw new ZipException("what follows the gzip data is no gzip data");
        }
        int flags = require();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("gzip header has unknown flags");
        }
        source.skipNBytes(6);
        if ((flags & EXTRA) != 0) {
            source.skipNBytes(require() | (long) require() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            source.skipNBytes(2);
        }
        inMember = true;
    }

    private void skipText() throws IOException {
        int b;
        do {
            b = require();
        } while (b != 0);
    }

    private void endMember() throws IOException {
        // Goes back to the first byte that the inflater did not use.
        source.reset();
        source.skipNBytes(filled - inflater.getRemaining());
        long stated = word();
        long length = word();
        boolean sound = stated == checksum.getValue() && length == (inflater.getBytesWritten() & 0xffffffffL);
        if (!sound) {
            throw new ZipException("gzip data does not match its checksum");
        }
        inflater.reset();
        checksum.reset();
        inMember = false;
    }

    private long word() throws IOException {
        return require() | (long) require() << 8 | (long) require() << 16 | (long) require() << 24;
    }

    private int require() throws IOException {
        int b = source.read();
        if (b < 0) {
            throw new EOFException("gzip data ends early");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
