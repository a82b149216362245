package io.jdock.supervisor.tar;

import io.jdock.linux.tree.Names;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads an archive entry by entry: {@link #next}, then {@link #read} until it says -1, then again. What is not read of an
 * entry is skipped. For one thread.
 *
 * <p>The source should be cheap to read in pieces of 512 bytes.
 */
public final class TarReader {

    /** Most bytes of a pax header or a long name: a hundred times what any name or set of attributes takes. */
    private static final int MAX_META = 1 << 20;
    /** Headers in a row that only describe the next one. */
    private static final int MAX_META_IN_A_ROW = 16;

    private final InputStream source;
    /** Bytes of the current entry that were not read yet, and the padding after them. */
    private long remaining;

    private int padding;

    public TarReader(InputStream source) {
        this.source = source;
    }

    /** What the headers before an entry say about it. */
    private record Overrides(PaxRecords pax, String longName, String longLink) {
        static final Overrides NONE = new Overrides(PaxRecords.NONE, "", "");
    }

    /**
     * Goes to the next entry.
     *
     * @return nothing at the end of the archive
     * @throws TarException when the archive is damaged
     */
    public Optional<TarEntry> next() throws IOException {
        Overrides overrides = Overrides.NONE;
        for (int metas = 0; metas <= MAX_META_IN_A_ROW; metas++) {
            skipRest();
            Optional<Header> header = readHeader();
            if (header.isEmpty() && overrides != Overrides.NONE) {
                throw new TarException("the archive ends after an extended header");
            }
            if (header.isEmpty()) {
                return Optional.empty();
            }
            begin(header.get().size());
            switch (header.get().type()) {
                case 'x', 'X' ->
                    overrides = new Overrides(PaxRecords.parse(readMeta()), overrides.longName, overrides.longLink);
                case 'L' -> overrides = new Overrides(overrides.pax, readLongName(), overrides.longLink);
                case 'K' -> overrides = new Overrides(overrides.pax, overrides.longName, readLongName());
                // Global headers hold what an archiver wants to say about the archive, such as a commit; no file needs
                // it.
                case 'g' -> readMeta();
                default -> {
                    return Optional.of(entry(header.get(), overrides));
                }
            }
        }
        throw new TarException("more than %d extended headers in a row".formatted(MAX_META_IN_A_ROW));
    }

    private void begin(long size) {
        remaining = size;
        padding = (int) (-size & (Header.SIZE - 1));
    }

    private Optional<Header> readHeader() throws IOException {
        byte[] block = source.readNBytes(Header.SIZE);
        if (block.length == 0) {
            // Some archivers leave out the two blocks of zeros at the end.
            return Optional.empty();
        }
        if (block.length < Header.SIZE) {
            throw new TarException("the archive ends inside a header");
        }
        Header header = new Header(block);
        if (header.isZero()) {
            return Optional.empty();
        }
        header.verify();
        return Optional.of(header);
    }

    private byte[] readMeta() throws IOException {
        if (remaining > MAX_META) {
            throw new TarException(
                    "an extended header has %d bytes, at most %d are supported".formatted(remaining, MAX_META));
        }
        byte[] body = new byte[(int) remaining];
        readFully(body);
        return body;
    }

    private String readLongName() throws IOException {
        byte[] body = readMeta();
        int end = 0;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return Names.ofBytes(body, 0, end);
    }

    void readFully(byte[] target) throws IOException {
        for (int done = 0; done < target.length; ) {
            int count = read(target, done, target.length - done);
            if (count < 0) {
                throw new TarException("the archive ends early");
            }
            done += count;
        }
    }

    private TarEntry entry(Header header, Overrides overrides) throws IOException {
        PaxRecords pax = overrides.pax();
        begin(pax.number("size", header.size()));
        String named = overrides.longName().isEmpty() ? header.name() : overrides.longName();
        String path = pax.text("path").orElse(named);
        String name = pax.text("GNU.sparse.name").orElse(path);
        String linked = overrides.longLink().isEmpty() ? header.linkName() : overrides.longLink();
        TarEntry.Kind kind = kind(header.type(), name);
        if (kind != TarEntry.Kind.FILE) {
            // Only files have content: POSIX lets links and devices state a size without any bytes that follow.
            begin(0);
        }
        SparseMap sparse = kind == TarEntry.Kind.FILE ? SparseMap.of(this, header, pax, remaining) : SparseMap.EMPTY;
        TarEntry.Time modified = pax.time("mtime", new TarEntry.Time(header.modified(), 0));
        return new TarEntry(
                name,
                kind,
                header.mode(),
                pax.number("uid", header.uid()),
                pax.number("gid", header.gid()),
                sparse.size(),
                pax.time("atime", modified),
                modified,
                pax.text("linkpath").orElse(linked),
                header.deviceMajor(),
                header.deviceMinor(),
                pax.attributes(),
                sparse.runs());
    }

    private static TarEntry.Kind kind(char type, String name) throws TarException {
        return switch (type) {
            // Before POSIX, a directory was a file whose name ends in a slash.
            case '0', '\0' -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '7', 'S' -> TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMLINK;
            case '3' -> TarEntry.Kind.CHARACTER_DEVICE;
            case '4' -> TarEntry.Kind.BLOCK_DEVICE;
            case '5' -> TarEntry.Kind.DIRECTORY;
            case '6' -> TarEntry.Kind.FIFO;
            default ->
                throw new TarException(
                        "entry \"%s\" has the unknown type 0x%02x".formatted(Names.display(name), (int) type));
        };
    }

    /** A block that belongs to the current header but is not counted in its size. */
    Header readExtension() throws IOException {
        byte[] block = source.readNBytes(Header.SIZE);
        if (block.length < Header.SIZE) {
            throw new TarException("the archive ends inside a header");
        }
        return new Header(block);
    }

    /** Stored bytes of the current entry that were not read yet. */
    long remaining() {
        return remaining;
    }

    /**
     * Reads stored bytes of the current entry.
     *
     * @return how many, at least 1, or -1 at the entry's end
     * @throws TarException when the archive ends before the entry does
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int count = source.read(target, offset, (int) Math.min(length, remaining));
        if (count < 0) {
            throw new TarException("the archive ends %d bytes before its entry does".formatted(remaining));
        }
        remaining -= count;
        return count;
    }

    private void skipRest() throws IOException {
        try {
            source.skipNBytes(remaining + padding);
        } catch (EOFException _) {
            throw new TarException("the archive ends inside an entry");
        }
        begin(0);
    }

    /** Reads what follows the end of the archive, so that whoever hashes the source sees all of it. */
    public void drain() throws IOException {
        byte[] chunk = new byte[1 << 16];
        int count;
        do {
            count = source.read(chunk);
        } while (count >= 0);
    }
}
