package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.ContentCopy;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import java.util.Map;

/**
 * Copies single files, with all that belongs to them, to names in another tree. What has a name there already is replaced, never
 * written to: it may be a link, or have other names. For one thread.
 */
final class FileCopy {

    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int PRIVATE_FILE = 0600;
    private static final int PRIVATE_DIRECTORY = 0700;

    private final Target target;
    private final ContentCopy contents = new ContentCopy();

    FileCopy(Target target) {
        this.target = target;
    }

    static boolean isSocket(FileStatus status) {
        return (status.mode() & TYPE) == SOCKET;
    }

    /**
     * Copies anything but a directory.
     *
     * @throws InvalidArgumentException when there is a directory of that name
     */
    void copy(Directory from, String name, FileStatus status, Spot to) {
        try {
            make(from, name, status, to);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            clear(to);
            make(from, name, status, to);
        }
    }

    /** Makes room for a name. */
    static void clear(Spot to) {
        if (to.directory().status(to.name()).filter(FileStatus::isDirectory).isPresent()) {
            throw new InvalidArgumentException("cannot replace to directory %s with file".formatted(to));
        }
        to.directory().removeFile(to.name());
    }

    private void make(Directory from, String name, FileStatus status, Spot to) {
        Directory directory = to.directory();
        if (status.isRegularFile()) {
            try (Fd source = from.openFile(name);
                    Fd copy = directory.createFile(to.name(), PRIVATE_FILE)) {
                contents.copy(source, status, copy);
            }
        } else if (status.isSymbolicLink()) {
            directory.makeSymlink(to.name(), from.linkTarget(name));
        } else {
            directory.makeNode(to.name(), status.mode() & TYPE | PRIVATE_FILE, status.device());
        }
        dress(from, name, status, directory, to.name());
    }

    /**
     * Makes a directory, unless there is one.
     *
     * @throws InvalidArgumentException when something else has the name
     */
    static void makeDirectory(Spot to) {
        try {
            to.directory().makeDirectory(to.name(), PRIVATE_DIRECTORY);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            if (to.directory().status(to.name()).filter(FileStatus::isDirectory).isEmpty()) {
                throw new InvalidArgumentException("cannot copy to non-directory: %s".formatted(to), e);
            }
        }
    }

    /**
     * Gives a copy what its original has. In this order: a change of owner takes set-user-ID bits and capabilities away, and an access
     * control list sets permissions.
     */
    void dress(Directory from, String name, FileStatus status, Directory to, String newName) {
        to.changeOwner(newName, target.owner().uid(), target.owner().gid());
        setAttributes(to, newName, Attributes.of(from, name));
        if (!status.isSymbolicLink()) {
            to.changeMode(newName, target.mode().orElse(status.mode() & PERMISSIONS));
        }
        var time = new FileCalls.Time(status.modifiedSeconds(), status.modifiedNanos());
        to.setTimes(newName, time, time);
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
