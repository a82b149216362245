package io.jdock.supervisor.tar;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes a tar archive of plain files and directories that belong to root and are as old as the epoch, so that equal content
 * gives equal archives. Names are ASCII and fit a ustar header. For one thread.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, POSIX.1-2024</a>
 */
public final class TarWriter extends FilterOutputStream {

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
        if (name.length() > HeaderBlock.MOST_NAME) {
            throw new IllegalArgumentException("a name of %d characters: %s".formatted(name.length(), name));
        }
        return new HeaderBlock(type)
                .name(name)
                .mode(mode)
                .owner(0, 0)
                .size(size)
                .modified(0)
                .bytes();
    }
}
