package io.jdock.linux.tree;

import io.jdock.linux.ContentCopy;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a tree with all that its files have: kind, owner, mode, times, links, holes, extended attributes. A file with several
 * names becomes several files.
 *
 * <p>If it fails, what was copied by then stays.
 */
public final class TreeCopy {

    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;

    /** Until a file is complete nobody but us has anything to do with it. */
    private static final int PRIVATE_FILE = 0600;

    private static final int PRIVATE_DIRECTORY = 0700;

    private final Deque<Level> path = new ArrayDeque<>();
    private final Deque<Directory> copies = new ArrayDeque<>();
    private final ContentCopy contents = new ContentCopy();

    private TreeCopy() {}

    /** Copies what is in one directory into another one, which is empty. The directories themselves stay as they are. */
    public static void contents(Directory from, Directory to) {
        TreeCopy copy = new TreeCopy();
        try {
            copy.enter(from.child("."), to.child("."), ".");
            while (!copy.path.isEmpty()) {
                copy.step();
            }
        } finally {
            copy.path.forEach(Level::close);
            copy.copies.forEach(Directory::close);
        }
    }

    private void enter(Directory from, Directory to, String name) {
        path.push(Level.enter(from, name));
        copies.push(to);
    }

    private void step() {
        Level level = path.element();
        Optional<DirectoryReader.Entry> next = level.next();
        if (next.isPresent()) {
            copy(level.directory(), copies.element(), next.get().name());
            return;
        }
        path.pop();
        copies.pop().close();
        if (!path.isEmpty()) {
            // Last of all, as what was made inside has changed its times.
            dress(path.element().directory(), copies.element(), level.name());
        }
        level.close();
    }

    /** What vanishes meanwhile was not there. */
    private void copy(Directory from, Directory to, String name) {
        Optional<FileStatus> status = from.status(name);
        if (status.isEmpty()) {
            return;
        }
        if (status.get().isDirectory()) {
            to.makeDirectory(name, PRIVATE_DIRECTORY);
            enter(from.child(name), to.child(name), name);
            return;
        }
        if (status.get().isSymbolicLink()) {
            to.makeSymlink(name, from.linkTarget(name));
        } else if (status.get().isRegularFile()) {
            copyFile(from, to, name, status.get());
        } else {
            to.makeNode(
                    name,
                    status.get().mode() & TYPE | PRIVATE_FILE,
                    status.get().device());
        }
        dress(from, to, name);
    }

    private void copyFile(Directory from, Directory to, String name, FileStatus status) {
        try (Fd source = from.openFile(name);
                Fd copy = to.createFile(name, PRIVATE_FILE)) {
            contents.copy(source, status, copy);
        }
    }

    /** In this order: a change of owner takes set-user-ID bits and capabilities away. */
    private static void dress(Directory from, Directory to, String name) {
        Optional<FileStatus> found = from.status(name);
        if (found.isEmpty()) {
            return;
        }
        FileStatus status = found.get();
        to.changeOwner(name, Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid()));
        if (!status.isSymbolicLink()) {
            to.changeMode(name, status.mode() & PERMISSIONS);
        }
        setAttributes(to, name, from.attributes(name));
        var time = new FileCalls.Time(status.modifiedSeconds(), status.modifiedNanos());
        to.setTimes(name, time, time);
    }

    /** Not every file system has every kind of them. */
    private static void setAttributes(Directory to, String name, Map<String, byte[]> attributes) {
        attributes.forEach((attribute, value) -> {
            try {
                to.setAttribute(name, attribute, value);
            } catch (ErrnoException e) {
                if (!e.is(Errno.EOPNOTSUPP)) {
                    throw e;
                }
            }
        });
    }
}
