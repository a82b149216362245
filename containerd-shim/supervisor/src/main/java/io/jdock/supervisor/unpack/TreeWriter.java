package io.jdock.supervisor.unpack;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.WriteBuffer;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the entries of an archive into a directory, in the order of the archive. For one thread, a platform thread since the
 * system calls block.
 *
 * <p>Nothing is ever written outside the directory: the kernel walks each entry's parent with the directory as root, and the
 * last component is never followed. An entry replaces what an earlier one left under its name, except that directories are
 * merged.
 */
final class TreeWriter implements AutoCloseable {

    private static final int S_IFCHR = 0020000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFIFO = 0010000;
    private static final int IMPLICIT_DIRECTORY_MODE = 0755;
    private static final String OPAQUE = "trusted.overlay.opaque";
    private static final byte[] YES = {'y'};
    /** Each waits in memory for its time to be set; the largest images have a tenth of this. */
    private static final int MAX_DIRECTORIES = 500_000;

    private final Directory root;
    private final Manner manner;
    private final WriteBuffer writeBuffer = new WriteBuffer(1 << 18);
    private final byte[] chunk = new byte[1 << 18];
    private final List<DirectoryTimes> directories = new ArrayList<>();

    /** The parent of the last entry: most entries share it with the next one. */
    private String openPath = "";

    private Optional<Directory> open = Optional.empty();

    /** A directory's times are set at the end, since every file made in it changes them. */
    private record DirectoryTimes(EntryPath path, TarEntry.Time accessed, TarEntry.Time modified) {}

    /** @param root closed with this; its own mode and owner are set when a layer has an entry for it */
    TreeWriter(Directory root, Manner manner) {
        this.root = root;
        this.manner = manner;
    }

    /**
     * Writes one entry.
     *
     * @param content positioned at the entry's first byte
     * @throws DataLossException when the entry cannot be, or not in a layer; the text names it
     * @throws ErrnoException when the kernel refuses it
     */
    void write(TarEntry entry, TarReader content) throws IOException {
        EntryPath path = EntryPath.parse(entry.name());
        if (path.isRoot()) {
            writeRoot(entry);
            return;
        }
        switch (manner == Manner.LAYER ? Whiteout.parse(path.name()) : new Whiteout.None()) {
            case Whiteout.None _ -> writeNode(entry, path, content);
            case Whiteout.Of whiteout -> writeWhiteout(parent(path.parent()), whiteout.name());
            case Whiteout.Opaque _ -> parent(path.parent()).setAttribute("", OPAQUE, YES);
            case Whiteout.Bookkeeping _ -> {}
        }
    }

    private void writeRoot(TarEntry entry) {
        if (entry.kind() != TarEntry.Kind.DIRECTORY) {
            throw new DataLossException("entry \"%s\" is the root, but no directory".formatted(display(entry)));
        }
        if (manner == Manner.LAYER) {
            finishDirectory(entry, root, new EntryPath("", "."));
        }
    }

    private void writeNode(TarEntry entry, EntryPath path, TarReader content) throws IOException {
        Directory parent = parent(path.parent());
        if (entry.kind() == TarEntry.Kind.DIRECTORY) {
            makeDirectory(parent, path.name());
            finishDirectory(entry, parent, path);
            return;
        }
        try {
            makeNode(entry, path, parent, content);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            replace(parent, path.name());
            makeNode(entry, path, parent(path.parent()), content);
        }
    }

    private void replace(Directory parent, String name) {
        Trees.remove(parent, name);
        // The directory that was removed may be the open one, or above it.
        closeParent();
    }

    private void makeDirectory(Directory parent, String name) {
        try {
            parent.makeDirectory(name, 0700);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            FileStatus there = parent.status(name).orElseThrow(() -> e);
            if (!there.isDirectory()) {
                parent.removeFile(name);
                parent.makeDirectory(name, 0700);
            }
            if (manner == Manner.LAYER && there.isWhiteout()) {
                // Deleted below and made anew: nothing of the old directory may show through.
                parent.setAttribute(name, OPAQUE, YES);
            }
        }
    }

    private void finishDirectory(TarEntry entry, Directory parent, EntryPath path) {
        parent.changeOwner(path.name(), owner(entry, entry.uid()), owner(entry, entry.gid()));
        parent.changeMode(path.name(), entry.mode());
        setAttributes(entry, parent, path.name());
        if (directories.size() == MAX_DIRECTORIES) {
            throw new DataLossException("entry \"%s\": the archive has more than %d directories"
                    .formatted(display(entry), MAX_DIRECTORIES));
        }
        directories.add(new DirectoryTimes(path, entry.accessed(), entry.modified()));
    }

    private void makeNode(TarEntry entry, EntryPath path, Directory parent, TarReader content) throws IOException {
        String name = path.name();
        switch (entry.kind()) {
            case FILE -> writeFile(entry, parent, name, content);
            case HARD_LINK -> {
                makeHardLink(entry, parent, name);
                // The file has its owner, mode and times already.
                return;
            }
            case SYMLINK -> parent.makeSymlink(name, entry.linkName());
            case CHARACTER_DEVICE -> parent.makeNode(name, S_IFCHR | entry.mode(), characterDevice(entry));
            case BLOCK_DEVICE -> parent.makeNode(name, S_IFBLK | entry.mode(), device(entry));
            case FIFO -> parent.makeNode(name, S_IFIFO | entry.mode(), 0);
            case DIRECTORY -> throw new IllegalArgumentException("directories are made elsewhere");
        }
        parent.changeOwner(name, owner(entry, entry.uid()), owner(entry, entry.gid()));
        if (entry.kind() != TarEntry.Kind.SYMLINK) {
            // After chown, which takes setuid and setgid away.
            parent.changeMode(name, entry.mode());
        }
        // After chown too, which takes capabilities away.
        setAttributes(entry, parent, name);
        parent.setTimes(name, time(entry.accessed()), time(entry.modified()));
    }

    private void writeFile(TarEntry entry, Directory parent, String name, TarReader content) throws IOException {
        try (Fd file = parent.createFile(name, 0600)) {
            for (TarEntry.Run run : entry.runs()) {
                copy(content, file, run);
            }
            boolean endsInHole = !entry.runs().isEmpty()
                    && entry.runs().getLast().offset() + entry.runs().getLast().length() < entry.size();
            if (endsInHole || entry.runs().isEmpty() && entry.size() > 0) {
                StreamCalls.truncate(file, entry.size());
            }
        }
    }

    private void copy(TarReader content, Fd file, TarEntry.Run run) throws IOException {
        long done = 0;
        while (done < run.length()) {
            int count = content.read(chunk, 0, (int) Math.min(chunk.length, run.length() - done));
            if (count < 0) {
                throw new DataLossException("its content ends early");
            }
            writeBuffer.write(file, run.offset() + done, chunk, 0, count);
            done += count;
        }
    }

    private void makeHardLink(TarEntry entry, Directory parent, String name) {
        EntryPath target = EntryPath.parse(entry.linkName());
        try {
            parent.makeHardLink(name, root, target.path());
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                throw new DataLossException("entry \"%s\" is a hard link to \"%s\", which the archive does not have"
                        .formatted(display(entry), Names.display(entry.linkName())));
            }
            throw e;
        }
    }

    /** A layer's whiteout concerns the layers below only: what this layer itself has under the name stays. */
    private static void writeWhiteout(Directory parent, String name) {
        try {
            parent.makeWhiteout(name);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            if (parent.status(name).filter(FileStatus::isDirectory).isPresent()) {
                parent.setAttribute(name, OPAQUE, YES);
            }
        }
    }

    private static void setAttributes(TarEntry entry, Directory parent, String name) {
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            String key = attribute.getKey();
            // What overlayfs reads as its own must come from us, not from the archive.
            boolean overlay = key.startsWith("trusted.overlay.") || key.startsWith("user.overlay.");
            if (!overlay && key.indexOf('\0') < 0) {
                setAttribute(parent, name, key, attribute.getValue());
            }
        }
    }

    private static void setAttribute(Directory parent, String name, String key, byte[] value) {
        try {
            parent.setAttribute(name, key, value);
        } catch (ErrnoException e) {
            // A file system without this kind of attribute, or user.* on a link, which Linux does not have: images
            // that carry them work without, and every engine takes them.
            boolean unsupported = e.is(Errno.EOPNOTSUPP) || key.startsWith("user.") && e.is(Errno.EPERM);
            if (!unsupported) {
                throw e;
            }
        }
    }

    private static long owner(TarEntry entry, long id) {
        // The largest number means "leave as it is" to chown(2).
        if (id < 0 || id >= 0xffffffffL) {
            throw new DataLossException(
                    "entry \"%s\" has owner %d, which no file can have".formatted(display(entry), id));
        }
        return id;
    }

    private long characterDevice(TarEntry entry) {
        long device = device(entry);
        if (device == 0 && manner == Manner.FILES) {
            // To overlayfs, and so to whoever makes a layer of these files, it is a whiteout.
            throw new DataLossException("entry \"%s\" is device 0:0, which cannot exist".formatted(display(entry)));
        }
        return device;
    }

    private static long device(TarEntry entry) {
        boolean valid = entry.deviceMajor() >= 0
                && entry.deviceMajor() < 1L << 12
                && entry.deviceMinor() >= 0
                && entry.deviceMinor() < 1L << 20;
        if (!valid) {
            throw new DataLossException("entry \"%s\" is device %d:%d, which cannot exist"
                    .formatted(display(entry), entry.deviceMajor(), entry.deviceMinor()));
        }
        return FileCalls.device(entry.deviceMajor(), entry.deviceMinor());
    }

    private static FileCalls.Time time(TarEntry.Time time) {
        return new FileCalls.Time(time.seconds(), time.nanos());
    }

    private static String display(TarEntry entry) {
        return Names.display(entry.name());
    }

    /** The directory of an entry, made with the ones above it when the archive has no entry for it. */
    private Directory parent(String path) {
        if (path.isEmpty()) {
            return root;
        }
        if (open.isPresent() && openPath.equals(path)) {
            return open.get();
        }
        closeParent();
        Directory found = root.find(path).orElseGet(() -> makeParents(path));
        open = Optional.of(found);
        openPath = path;
        return found;
    }

    private Directory makeParents(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            makeMissing(path.substring(0, slash));
        }
        makeMissing(path);
        return root.find(path).orElseThrow(() -> new ErrnoException("open " + Names.display(path), Errno.ENOENT));
    }

    private void makeMissing(String path) {
        Optional<Directory> there = root.find(path);
        if (there.isPresent()) {
            there.get().close();
            return;
        }
        EntryPath split = EntryPath.parse(path);
        try (Directory parent = root.find(split.parent())
                .orElseThrow(() -> new ErrnoException("open " + Names.display(split.parent()), Errno.ENOENT))) {
            parent.makeDirectory(split.name(), IMPLICIT_DIRECTORY_MODE);
        }
    }

    private void closeParent() {
        open.ifPresent(Directory::close);
        open = Optional.empty();
    }

    /** Sets the times of the directories; the last thing to do. */
    void finish() {
        for (DirectoryTimes directory : directories) {
            EntryPath path = directory.path();
            Directory parent = parent(path.parent());
            // A later entry may have put something else in its place.
            if (parent.status(path.name()).filter(FileStatus::isDirectory).isPresent()) {
                parent.setTimes(path.name(), time(directory.accessed()), time(directory.modified()));
            }
        }
    }

    @Override
    public void close() {
        closeParent();
        root.close();
        writeBuffer.close();
    }
}
