package io.jdock.linux.tree;

import io.jdock.linux.FileStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Operations on whole trees, however deep and whatever their names. */
public final class Trees {

    /** The kernel counts blocks of 512 bytes, whatever the file system's own are: stat(2). */
    private static final long BLOCK = 512;

    private Trees() {}

    /**
     * What a tree takes on disk.
     *
     * @param bytes allocated, a file with several names counted once
     */
    public record Usage(long bytes, long inodes) {}

    /** Removes a name and everything below it. */
    public static void remove(Directory parent, String name) {
        boolean directory = parent.status(name).filter(FileStatus::isDirectory).isPresent();
        if (!directory) {
            parent.removeFile(name);
            return;
        }
        Deque<Level> path = new ArrayDeque<>();
        try {
            path.push(Level.enter(parent.child(name), name));
            while (!path.isEmpty()) {
                removeNext(path, parent);
            }
        } finally {
            path.forEach(Level::close);
        }
    }

    private static void removeNext(Deque<Level> path, Directory parent) {
        Level level = path.element();
        Optional<DirectoryReader.Entry> next = level.next();
        if (next.isEmpty()) {
            path.pop().close();
            Directory above = path.isEmpty() ? parent : path.element().directory();
            above.removeDirectory(level.name());
        } else if (next.get().directory()) {
            String name = next.get().name();
            path.push(Level.enter(level.directory().child(name), name));
        } else {
            level.directory().removeFile(next.get().name());
        }
    }

    /** Adds up what a directory and everything below it takes. */
    public static Usage usage(Directory root) {
        Deque<Level> path = new ArrayDeque<>();
        Set<Long> linked = new HashSet<>();
        long blocks = 0;
        long inodes = 1;
        try {
            path.push(Level.enter(root.child("."), "."));
            while (!path.isEmpty()) {
                Optional<FileStatus> status = visitNext(path);
                if (status.isPresent() && countsOnce(status.get(), linked)) {
                    blocks += status.get().blocks();
                    inodes++;
                }
            }
        } finally {
            path.forEach(Level::close);
        }
        return new Usage(blocks * BLOCK, inodes);
    }

    /** Takes one step through the tree; empty when that was a step back, or the name has just vanished. */
    private static Optional<FileStatus> visitNext(Deque<Level> path) {
        Level level = path.element();
        Optional<DirectoryReader.Entry> next = level.next();
        if (next.isEmpty()) {
            path.pop().close();
            return Optional.empty();
        }
        String name = next.get().name();
        Optional<FileStatus> status = level.directory().status(name);
        if (status.isPresent() && status.get().isDirectory()) {
            path.push(Level.enter(level.directory().child(name), name));
        }
        return status;
    }

    private static boolean countsOnce(FileStatus status, Set<Long> linked) {
        return status.isDirectory() || status.links() == 1 || linked.add(status.inode());
    }
}
