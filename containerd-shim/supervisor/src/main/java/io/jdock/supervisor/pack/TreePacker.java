package io.jdock.supervisor.pack;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileStatus;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import io.jdock.supervisor.tar.EntryWriter;
import io.jdock.supervisor.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a tree as an archive. Names are sorted, so that equal trees give equal archives. The tree may change meanwhile: what
 * vanishes is left out, and a file that gets shorter ends in zeros. Sockets are left out. For one thread.
 */
public final class TreePacker {

    private static final int CHUNK = 1 << 18;
    private static final byte[] ZEROS = new byte[1 << 12];

    private final EntryWriter archive;
    private final Manner manner;
    private final byte[] chunk = new byte[CHUNK];
    private final PackedDirectories directories = new PackedDirectories();
    private final Deque<Level> path = new ArrayDeque<>();
    /** Where each file with several names has gone first. */
    private final Map<FileId, String> linked = new HashMap<>();

    public TreePacker(EntryWriter archive, Manner manner) {
        this.archive = archive;
        this.manner = manner;
    }

    private record FileId(long fileSystem, long inode) {}

    /** A directory on the way down; its path ends in a slash, except that the root has none. */
    private record Level(Directory directory, String path, Iterator<String> names) implements AutoCloseable {
        @Override
        public void close() {
            directory.close();
        }
    }

    /**
     * Writes everything below a directory, which stays open; the archive is not finished.
     *
     * @throws FailedPreconditionException when overlayfs keeps something of it elsewhere, or a layer cannot have a name
     * @throws CanceledException when the thread is interrupted
     */
    public void pack(Directory root) throws IOException {
        try {
            enter(root.child("."), "");
            while (!path.isEmpty()) {
                step();
            }
        } finally {
            path.forEach(Level::close);
            path.clear();
        }
    }

    /** What the packed layer has, if it has nothing but directories. */
    public PackedDirectories directories() {
        return directories;
    }

    private void enter(Directory directory, String name) throws IOException {
        path.push(new Level(directory, name, directory.names().iterator()));
        if (manner != Manner.FILES) {
            enterLayer(directory, name);
        }
    }

    /** The directory's own entry comes when it is open: whether it is a mount point shows by what is in it. */
    private void enterLayer(Directory directory, String name) throws IOException {
        Optional<FileStatus> status = directory.status(".");
        if (status.isPresent()) {
            Entries entries = new Entries(name.isEmpty() ? "./" : name, status.get());
            TarEntry entry = entries.directory(directory.attributes(""));
            directories.add(entry);
            write(entry);
            if (directory.attributes("").containsKey(Entries.OPAQUE)) {
                directories.addOther();
                write(Entries.marker(name + Entries.OPAQUE_MARKER));
            }
        }
    }

    private void step() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CanceledException("archive files: canceled");
        }
        Level level = path.element();
        if (level.names().hasNext()) {
            add(level, level.names().next());
        } else {
            path.pop().close();
        }
    }

    private void add(Level level, String name) throws IOException {
        Directory directory = level.directory();
        Optional<FileStatus> found = directory.status(name);
        if (found.isEmpty()) {
            return;
        }
        FileStatus status = found.get();
        String full = level.path() + name;
        if (manner != Manner.FILES && name.startsWith(Entries.WHITEOUT)) {
            throw new FailedPreconditionException(
                    "archive %s: in a layer such a name deletes what is below".formatted(Names.display(full)));
        }
        if (status.isDirectory()) {
            addDirectory(directory, name, full, status);
        } else if (manner != Manner.FILES && status.isWhiteout()) {
            directories.addOther();
            write(Entries.marker(level.path() + Entries.WHITEOUT + name));
        } else if (manner == Manner.LAYER && MountPoints.isFile(full, status)) {
            return;
        } else {
            addFile(directory, name, new Entries(full, status), status);
        }
    }

    private void addDirectory(Directory parent, String name, String full, FileStatus status) throws IOException {
        if (manner == Manner.LAYER && MountPoints.isDirectory(full) && isBare(parent, name, full)) {
            return;
        }
        if (manner == Manner.FILES) {
            write(new Entries(full + "/", status).directory(parent.attributes(name)));
        }
        enter(parent.child(name), full + "/");
    }

    /** Whether there is nothing in it but what else a runtime makes to mount over. */
    private static boolean isBare(Directory parent, String name, String full) {
        try (Directory directory = parent.child(name)) {
            List<String> names = directory.names();
            return names.stream().allMatch(child -> {
                String path = full + "/" + child;
                Optional<FileStatus> status = directory.status(child);
                return status.isEmpty()
                        || MountPoints.isFile(path, status.get())
                        || status.get().isDirectory()
                                && MountPoints.isDirectory(path)
                                && isBare(directory, child, path);
            });
        }
    }

    private void addFile(Directory directory, String name, Entries entries, FileStatus status) throws IOException {
        if (entries.isSocket()) {
            return;
        }
        directories.addOther();
        if (status.links() > 1) {
            String first = linked.putIfAbsent(new FileId(status.fileSystem(), status.inode()), entries.name());
            if (first != null) {
                write(entries.hardLink(first));
                return;
            }
        }
        Map<String, byte[]> attributes = directory.attributes(name);
        if (status.isRegularFile()) {
            try (Fd file = directory.openFile(name)) {
                archive.begin(entries.file(attributes));
                copy(file);
                archive.end();
            }
        } else if (status.isSymbolicLink()) {
            write(entries.symlink(directory.linkTarget(name), attributes));
        } else {
            write(entries.node(attributes));
        }
    }

    private void copy(Fd file) throws IOException {
        long offset = 0;
        int count = -1;
        while (archive.remaining() > 0 && count != 0) {
            count = StreamCalls.readAt(file, offset, chunk, (int) Math.min(CHUNK, archive.remaining()));
            archive.write(chunk, count);
            offset += count;
        }
        while (archive.remaining() > 0) {
            archive.write(ZEROS, (int) Math.min(ZEROS.length, archive.remaining()));
        }
    }

    private void write(TarEntry entry) throws IOException {
        if (entry.attributes().keySet().stream().anyMatch(Entries::leadsElsewhere)) {
            throw new FailedPreconditionException(
                    "archive %s: overlayfs keeps a part of it elsewhere".formatted(Names.display(entry.name())));
        }
        archive.begin(entry);
        archive.end();
    }
}
