package io.jdock.linux.tree;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A directory that is held open. A {@code name} is a single component and never followed when it is a symbolic link; a
 * {@code path} may have several and is walked with this directory as {@code /}.
 *
 * <p>Every failure is an {@link ErrnoException} that names the object. Not safe for use by several threads at once while it
 * is being closed; the kernel sees to everything else.
 */
public final class Directory implements AutoCloseable {

    private static final long CONFINED = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS | Resolve.NO_XDEV;
    private static final int S_IFCHR = 0020000;
    private static final int LONGEST_PATH = 4096;

    /** The kernel's limit on one value and on the list of names. */
    private static final int LONGEST_ATTRIBUTE = 65_536;

    private final Fd fd;

    private Directory(Fd fd) {
        this.fd = fd;
    }

    /** Opens a directory of our own. */
    public static Directory open(Path path) {
        return new Directory(FileCalls.open(
                At.FDCWD, path.toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY | OpenFlags.NOFOLLOW, 0));
    }

    /** Takes over a descriptor of a directory, which is closed with the result. */
    public static Directory of(Fd fd) {
        return new Directory(fd);
    }

    /**
     * Opens a directory further down; links on the way are followed inside this tree.
     *
     * @return nothing when there is nothing at the path
     * @throws ErrnoException ENOTDIR when something else is there, ELOOP for links in a circle
     */
    public Optional<Directory> find(String path) {
        long result = attemptOpen(path.isEmpty() ? "." : path, OpenFlags.RDONLY | OpenFlags.DIRECTORY);
        return result == -Errno.ENOENT.number()
                ? Optional.empty()
                : Optional.of(new Directory(Fd.owning(Syscalls.require("open " + Names.display(path), result))));
    }

    private long attemptOpen(String path, int flags) {
        try (var scratch = new Scratch()) {
            long how = scratch.longs(flags | OpenFlags.CLOEXEC, 0, CONFINED);
            long result;
            do {
                result = Syscalls.attempt(Syscall.OPENAT2, fd.number(), text(scratch, path), how, 24);
                // EAGAIN: somebody renamed something during the walk, see openat2(2).
            } while (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number());
            return result;
        }
    }

    /** The descriptor, for what only takes one; it stays this directory's. */
    public Fd descriptor() {
        return fd;
    }

    /** Opens a directory by name, not through a link. */
    public Directory child(String name) {
        return new Directory(openName(name, OpenFlags.RDONLY | OpenFlags.DIRECTORY | OpenFlags.NOFOLLOW, 0));
    }

    /**
     * Makes a file and opens it for writing.
     *
     * @throws ErrnoException EEXIST when something has the name
     */
    public Fd createFile(String name, int mode) {
        return openName(name, OpenFlags.WRONLY | OpenFlags.CREAT | OpenFlags.EXCL | OpenFlags.NOFOLLOW, mode);
    }

    /** Opens a file for reading, not through a link and without waiting for the other end of a FIFO. */
    public Fd openFile(String name) {
        return openName(name, OpenFlags.RDONLY | OpenFlags.NOFOLLOW | OpenFlags.NONBLOCK | OpenFlags.NOCTTY, 0);
    }

    private Fd openName(String name, int flags, int mode) {
        try (var scratch = new Scratch()) {
            return Fd.owning(Syscalls.callRestarting(
                    "open " + Names.display(name),
                    Syscall.OPENAT,
                    fd.number(),
                    text(scratch, name),
                    flags | OpenFlags.CLOEXEC,
                    mode));
        }
    }

    public void makeDirectory(String name, int mode) {
        onName("mkdir", Syscall.MKDIRAT, name, mode, 0);
    }

    /** Makes a device node, a FIFO or a socket: {@code mode} has the type bits, {@code device} is 0 except for devices. */
    public void makeNode(String name, int mode, long device) {
        onName("mknod", Syscall.MKNODAT, name, mode, device);
    }

    /** Makes what overlayfs takes for "deleted here". */
    public void makeWhiteout(String name) {
        makeNode(name, S_IFCHR, 0);
    }

    public void makeSymlink(String name, String target) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "symlink " + Names.display(name),
                    Syscall.SYMLINKAT,
                    text(scratch, target),
                    fd.number(),
                    text(scratch, name));
        }
    }

    /**
     * Gives a file of this tree a second name.
     *
     * @param root where {@code target} is looked up; a link at its end is linked itself, not followed
     * @throws ErrnoException ENOENT when there is no target, EPERM when it is a directory
     */
    public void makeHardLink(String name, Directory root, String target) {
        long opened = root.attemptOpen(target, OpenFlags.PATH | OpenFlags.NOFOLLOW);
        String attempt = "link %s to %s".formatted(Names.display(name), Names.display(target));
        try (var file = Fd.owning(Syscalls.require(attempt, opened));
                var scratch = new Scratch()) {
            Syscalls.call(
                    attempt,
                    Syscall.LINKAT,
                    file.number(),
                    text(scratch, ""),
                    fd.number(),
                    text(scratch, name),
                    At.EMPTY_PATH);
        }
    }

    /** Changes the owner of the name itself. */
    public void changeOwner(String name, long uid, long gid) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "chown " + Names.display(name),
                    Syscall.FCHOWNAT,
                    fd.number(),
                    text(scratch, name),
                    uid,
                    gid,
                    At.SYMLINK_NOFOLLOW);
        }
    }

    /** Changes the mode; the caller knows that the name is no symbolic link. */
    public void changeMode(String name, int mode) {
        onName("chmod", Syscall.FCHMODAT, name, mode, 0);
    }

    /** Sets the times of the name itself. */
    public void setTimes(String name, FileCalls.Time access, FileCalls.Time modification) {
        try (var scratch = new Scratch()) {
            long times = scratch.longs(access.seconds(), access.nanos(), modification.seconds(), modification.nanos());
            Syscalls.call(
                    "set the times of " + Names.display(name),
                    Syscall.UTIMENSAT,
                    fd.number(),
                    text(scratch, name),
                    times,
                    At.SYMLINK_NOFOLLOW);
        }
    }

    /** Where a symbolic link leads. */
    public String linkTarget(String name) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(LONGEST_PATH);
            long length = Syscalls.call(
                    "readlink " + Names.display(name),
                    Syscall.READLINKAT,
                    fd.number(),
                    text(scratch, name),
                    buffer,
                    LONGEST_PATH);
            return Names.ofBytes(Scratch.read(buffer, (int) length), 0, (int) length);
        }
    }

    /** The extended attributes of the name itself that we may see; with an empty name those of this directory. */
    public Map<String, byte[]> attributes(String name) {
        // A path of Java's own text would not carry every name.
        String path = attributePath(name);
        try (var scratch = new Scratch()) {
            long file = text(scratch, path);
            // Most files have none, and clearing room for the longest list takes longer than to ask for its length.
            long length = Syscalls.attempt(Syscall.LLISTXATTR, file, Scratch.NULL, 0);
            if (length == 0 || length == -Errno.EOPNOTSUPP.number()) {
                return Map.of();
            }
            long names = scratch.zeroed(LONGEST_ATTRIBUTE);
            long result = Syscalls.attempt(Syscall.LLISTXATTR, file, names, LONGEST_ATTRIBUTE);
            Syscalls.require("list the attributes of " + Names.display(name), result);
            String listed = Names.ofBytes(Scratch.read(names, (int) result), 0, (int) result);
            Map<String, byte[]> attributes = new TreeMap<>();
            for (String attribute : listed.split("\0")) {
                if (!attribute.isEmpty()) {
                    attributes.put(attribute, attribute(path, attribute));
                }
            }
            return attributes;
        }
    }

    private static byte[] attribute(String path, String attribute) {
        try (var scratch = new Scratch()) {
            long value = scratch.zeroed(LONGEST_ATTRIBUTE);
            long length = Syscalls.call(
                    "get " + Names.display(attribute),
                    Syscall.LGETXATTR,
                    text(scratch, path),
                    text(scratch, attribute),
                    value,
                    LONGEST_ATTRIBUTE);
            return Scratch.read(value, (int) length);
        }
    }

    /** There is no setxattrat before Linux 6.13; the descriptor's magic link stands in for the directory. */
    private String attributePath(String name) {
        return fd.procPath() + (name.isEmpty() ? "/." : "/" + name);
    }

    /** Sets an extended attribute of the name itself; with an empty name that of this directory. */
    public void setAttribute(String name, String attribute, byte[] value) {
        String path = attributePath(name);
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "set %s on %s".formatted(Names.display(attribute), Names.display(name)),
                    Syscall.LSETXATTR,
                    text(scratch, path),
                    text(scratch, attribute),
                    scratch.bytes(value),
                    value.length,
                    0);
        }
    }

    /** What the name itself is, if anything. */
    public Optional<FileStatus> status(String name) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(FileStatus.SIZE);
            long result = Syscalls.attempt(
                    Syscall.STATX,
                    fd.number(),
                    text(scratch, name),
                    At.SYMLINK_NOFOLLOW,
                    FileStatus.BASIC_MASK,
                    buffer);
            if (result == -Errno.ENOENT.number()) {
                return Optional.empty();
            }
            Syscalls.require("stat " + Names.display(name), result);
            return Optional.of(FileStatus.parse(Scratch.read(buffer, FileStatus.SIZE)));
        }
    }

    /** Removes a name that is no directory. */
    public void removeFile(String name) {
        onName("remove", Syscall.UNLINKAT, name, 0, 0);
    }

    /** Removes an empty directory. */
    public void removeDirectory(String name) {
        onName("remove", Syscall.UNLINKAT, name, At.REMOVEDIR, 0);
    }

    /** All names in this directory, sorted. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryReader reader = reader()) {
            for (var part = reader.next(); !part.isEmpty(); part = reader.next()) {
                part.forEach(entry -> names.add(entry.name()));
            }
        }
        Collections.sort(names);
        return names;
    }

    /** The names in this directory, a part at a time. */
    DirectoryReader reader() {
        return new DirectoryReader(openName(".", OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0));
    }

    private void onName(String verb, Syscall call, String name, long third, long fourth) {
        try (var scratch = new Scratch()) {
            Syscalls.call(verb + " " + Names.display(name), call, fd.number(), text(scratch, name), third, fourth);
        }
    }

    private static long text(Scratch scratch, String name) {
        return scratch.bytes(Names.bytes(name + '\0'));
    }

    @Override
    public void close() {
        fd.close();
    }
}
