package io.jdock.supervisor.tar;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an archive of any files: {@link #begin}, for a file {@link #write} until all its bytes are there, {@link #end}, and so
 * on. What a ustar header has no room for goes into a pax header before it. For one thread.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, POSIX.1-2024</a>
 */
public final class EntryWriter {

    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final int META_MODE = 0644;

    private final OutputStream out;
    private long remaining;
    private int padding;

    public EntryWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Begins an entry.
     *
     * @param entry whose file, if it is one, is written as a whole: {@code runs} do not matter
     */
    public void begin(TarEntry entry) throws IOException {
        PaxBody pax = pax(entry);
        if (!pax.isEmpty()) {
            byte[] body = pax.bytes();
            out.write(new HeaderBlock('x')
                    .name("PaxHeaders/entry")
                    .mode(META_MODE)
                    .owner(0, 0)
                    .size(body.length)
                    .modified(0)
                    .bytes());
            out.write(body);
            out.write(new byte[padding(body.length)]);
        }
        out.write(new HeaderBlock(type(entry.kind()))
                .name(entry.name())
                .mode(entry.mode())
                .owner(entry.uid(), entry.gid())
                .size(entry.size())
                .modified(entry.modified().seconds())
                .linkName(entry.linkName())
                .device(entry.deviceMajor(), entry.deviceMinor())
                .bytes());
        remaining = entry.size();
        padding = padding(entry.size());
    }

    private static PaxBody pax(TarEntry entry) {
        PaxBody pax = new PaxBody();
        if (entry.name().length() > HeaderBlock.MOST_NAME) {
            pax.add("path", entry.name());
        }
        if (entry.linkName().length() > HeaderBlock.MOST_NAME) {
            pax.add("linkpath", entry.linkName());
        }
        if (entry.uid() > HeaderBlock.MOST_ID) {
            pax.add("uid", Long.toString(entry.uid()));
        }
        if (entry.gid() > HeaderBlock.MOST_ID) {
            pax.add("gid", Long.toString(entry.gid()));
        }
        if (entry.size() > HeaderBlock.MOST_NUMBER) {
            pax.add("size", Long.toString(entry.size()));
        }
        TarEntry.Time modified = entry.modified();
        if (modified.nanos() != 0 || modified.seconds() < 0 || modified.seconds() > HeaderBlock.MOST_NUMBER) {
            pax.add("mtime", modified);
        }
        entry.attributes().forEach((name, value) -> pax.add(ATTRIBUTE + name, value));
        return pax;
    }

    private static char type(TarEntry.Kind kind) {
        return switch (kind) {
            case FILE -> '0';
            case HARD_LINK -> '1';
            case SYMLINK -> '2';
            case CHARACTER_DEVICE -> '3';
            case BLOCK_DEVICE -> '4';
            case DIRECTORY -> '5';
            case FIFO -> '6';
        };
    }

    private static int padding(long size) {
        return (int) (-size & (Header.SIZE - 1));
    }

    /** Bytes that the entry still lacks. */
    public long remaining() {
        return remaining;
    }

    /** Writes bytes of the entry, at most as many as {@link #remaining} says. */
    public void write(byte[] bytes, int length) throws IOException {
        if (length > remaining) {
            throw new IllegalArgumentException("%d bytes, but the entry lacks %d".formatted(length, remaining));
        }
        out.write(bytes, 0, length);
        remaining -= length;
    }

    /** Ends the entry. */
    public void end() throws IOException {
        if (remaining > 0) {
            throw new IllegalStateException("the entry lacks %d bytes".formatted(remaining));
        }
        out.write(new byte[padding]);
        padding = 0;
    }

    /** Ends the archive; the stream below stays open. */
    public void finish() throws IOException {
        out.write(new byte[2 * Header.SIZE]);
        out.flush();
    }
}
