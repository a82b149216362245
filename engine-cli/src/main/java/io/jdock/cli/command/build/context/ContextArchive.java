package io.jdock.cli.command.build.context;

import io.jdock.cli.command.CommandException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The tar archive of a directory, made while it is read: bytes of one file at a time are in memory. Sockets are left out; a file with
 * several names becomes several files.
 */
final class ContextArchive extends InputStream {

    private static final String CAPABILITY = "security.capability";
    private static final int EXECUTABLE = 0111;
    private static final int OWN_MODE = 0600;
    private static final int TYPE = 0170000;

    private final String root;
    private final ContextWalk walk;
    private final Map<String, byte[]> own;
    private final InputStream parts;
    private boolean ended;

    /**
     * Begins an archive.
     *
     * @param root for messages
     * @param walk is closed with this
     * @param own files by their path from the root that take the place of those of the directory, or come after them
     */
    ContextArchive(String root, ContextWalk walk, Map<String, byte[]> own) {
        this.root = root;
        this.walk = walk;
        this.own = new LinkedHashMap<>(own);
        // Last: it asks for the first part at once.
        this.parts = new SequenceInputStream(new Parts());
    }

    @Override
    public int read() throws IOException {
        return parts.read();
    }

    /** Reads as much as there is room for, over the borders of files, so that what is sent goes out in large pieces. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = parts.readNBytes(target, offset, length);
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        parts.close();
        walk.close();
    }

    /** Headers with their files, and the end of the archive. */
    private final class Parts implements Enumeration<InputStream> {

        @Override
        public boolean hasMoreElements() {
            return !ended;
        }

        @Override
        public InputStream nextElement() {
            if (ended) {
                throw new NoSuchElementException();
            }
            Optional<ContextWalk.Found> found = walk.next();
            if (found.isPresent()) {
                return entry(found.get());
            }
            if (!own.isEmpty()) {
                var first = own.entrySet().iterator().next();
                own.remove(first.getKey());
                long now = System.currentTimeMillis() / 1000;
                return ownFile(
                        new TarHeader(TarHeader.FILE, first.getKey(), OWN_MODE).modified(now, 0), first.getValue());
            }
            ended = true;
            return new ByteArrayInputStream(new byte[2 * TarHeader.BLOCK]);
        }
    }

    private InputStream entry(ContextWalk.Found found) {
        try {
            return switch (found.status().mode() & TYPE) {
                case 0100000 -> file(found);
                case 0040000 -> alone(header(TarHeader.DIRECTORY, found, found.path() + "/"));
                case 0120000 ->
                    alone(header(TarHeader.SYMBOLIC_LINK, found, found.path())
                            .target(found.directory().linkTarget(found.name())));
                case 0020000 ->
                    alone(header(TarHeader.CHARACTER_DEVICE, found, found.path())
                            .device(found.status().device()));
                case 0060000 ->
                    alone(header(TarHeader.BLOCK_DEVICE, found, found.path())
                            .device(found.status().device()));
                case 0010000 -> alone(header(TarHeader.FIFO, found, found.path()));
                default -> InputStream.nullInputStream();
            };
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return InputStream.nullInputStream();
            }
            String why = e.is(Errno.EACCES) ? "no permission to read from '" + shown(found) + "'" : e.getMessage();
            throw new CommandException("error checking context: " + why);
        }
    }

    private static TarHeader header(char type, ContextWalk.Found found, String name) {
        FileStatus status = found.status();
        return new TarHeader(type, name, status.mode()).modified(status.modifiedSeconds(), status.modifiedNanos());
    }

    private InputStream file(ContextWalk.Found found) {
        TarHeader header = header(TarHeader.FILE, found, found.path());
        byte[] replaced = own.remove(found.path());
        if (replaced != null) {
            return ownFile(header, replaced);
        }
        long size = found.status().size();
        header.size(size);
        if ((found.status().mode() & EXECUTABLE) != 0) {
            byte[] capability = found.directory().attributes(found.name()).get(CAPABILITY);
            if (capability != null) {
                header.attribute(CAPABILITY, capability);
            }
        }
        Fd file = found.directory().openFile(found.name());
        return joined(header, new FileContent(shown(found), file, size), size);
    }

    private static InputStream ownFile(TarHeader header, byte[] content) {
        return joined(header.size(content.length), new ByteArrayInputStream(content), content.length);
    }

    private static InputStream alone(TarHeader header) {
        return new ByteArrayInputStream(header.bytes());
    }

    private static InputStream joined(TarHeader header, InputStream content, long size) {
        InputStream padding = new ByteArrayInputStream(TarHeader.padding(size));
        return new SequenceInputStream(Collections.enumeration(List.of(alone(header), content, padding)));
    }

    private String shown(ContextWalk.Found found) {
        return root + "/" + Names.display(found.path());
    }
}
