package io.jdock.supervisor.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a tar archive of plain files and directories that belong to root and are as old as the epoch, so that equal content
 * gives equal archives. Names are ASCII and fit a ustar header. For one thread.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, POSIX.1-2024</a>
 */
public final class TarWriter extends FilterOutputStream {

    private static final int MOST_NAME = 100;
    private static final long MOST_OCTAL = 077777777777L;
    private static final int COPY = 1 << 17;
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;

    public TarWriter(OutputStream out) {
        super(out);
    }

    /** Adds a directory; the name ends in a slash. */
    public void directory(String name) throws IOException {
        out.write(header(name, '5', DIRECTORY_MODE, 0));
    }

    /** Adds a file that is held in memory. */
    public void file(String name, byte[] content) throws IOException {
        out.write(header(name, '0', FILE_MODE, content.length));
        out.write(content);
        pad(content.length);
    }

    /**
     * Adds a file.
     *
     * @param size in bytes
     * @throws IOException also when {@code content} has another length
     */
    public void file(String name, long size, InputStream content) throws IOException {
        out.write(header(name, '0', FILE_MODE, size));
        byte[] buffer = new byte[COPY];
        long left = size;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            left -= count;
            if (left < 0) {
                throw new IOException("%s is longer than its %d bytes".formatted(name, size));
            }
            out.write(buffer, 0, count);
        }
        if (left > 0) {
            throw new IOException("%s ends %d bytes early".formatted(name, left));
        }
        pad(size);
    }

    /** Ends the archive; the stream below stays open. */
    public void finish() throws IOException {
        out.write(new byte[2 * Header.SIZE]);
        out.flush();
    }

    private void pad(long size) throws IOException {
        int beyond = (int) (size % Header.SIZE);
        if (beyond != 0) {
            out.write(new byte[Header.SIZE - beyond]);
        }
    }

    private static byte[] header(String name, char type, int mode, long size) {
        if (name.length() > MOST_NAME) {
            throw new IllegalArgumentException("a name of %d characters: %s".formatted(name.length(), name));
        }
        byte[] block = new byte[Header.SIZE];
        put(block, 0, name);
        put(block, 100, "%07o".formatted(mode));
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        putSize(block, size);
        put(block, 136, "00000000000");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        putChecksum(block);
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** Beyond 8 GiB as a binary number, which all readers of today know. */
    private static void putSize(byte[] block, long size) {
        if (size <= MOST_OCTAL) {
            put(block, 124, "%011o".formatted(size));
            return;
        }
        block[124] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            block[128 + i] = (byte) (size >>> 8 * (Long.BYTES - 1 - i));
        }
    }

    private static void putChecksum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o".formatted(sum));
        block[154] = 0;
    }
}
