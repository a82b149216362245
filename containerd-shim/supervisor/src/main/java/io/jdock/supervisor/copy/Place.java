package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads in a tree, all links followed with the tree's root as {@code /}. There may be nothing. That the path then holds
 * no link is only for comparing and naming: it is opened within the root all the same.
 *
 * @param parts the names on the way down, one character per byte; none for the root
 */
record Place(List<String> parts) {

    /** As many as the kernel follows: path_resolution(7). */
    private static final int MOST_LINKS = 40;

    private static final int LONGEST_PATH = 4096;

    Place {
        parts = List.copyOf(parts);
    }

    /**
     * Follows a path.
     *
     * @throws ErrnoException ENOTDIR, ELOOP
     * @throws InvalidArgumentException when the path is longer than the kernel takes
     */
    static Place find(Directory root, String path) {
        return new Walk(root, path).run();
    }

    private static final class Walk {

        private final Directory root;
        private final String path;
        private final Deque<String> ahead = new ArrayDeque<>();
        private final List<String> done = new ArrayList<>();
        private int links;

        Walk(Directory root, String path) {
            this.root = root;
            this.path = path;
            push(path);
        }

        Place run() {
            while (!ahead.isEmpty()) {
                step(ahead.pop());
            }
            return new Place(done);
        }

        private void step(String name) {
            if (name.equals("..")) {
                if (!done.isEmpty()) {
                    done.removeLast();
                }
                return;
            }
            Optional<String> target = linkTarget(name);
            if (target.isEmpty()) {
                done.add(name);
                return;
            }
            links++;
            if (links > MOST_LINKS) {
                throw new ErrnoException("open " + Names.display(path), Errno.ELOOP);
            }
            if (target.get().startsWith("/")) {
                done.clear();
            }
            push(target.get());
        }

        private Optional<String> linkTarget(String name) {
            Optional<Directory> parent = root.find(String.join("/", done));
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            try (Directory directory = parent.get()) {
                return directory.status(name).filter(FileStatus::isSymbolicLink).map(_ -> directory.linkTarget(name));
            }
        }

        private void push(String text) {
            if (text.length() >= LONGEST_PATH) {
                throw new InvalidArgumentException(
                        "path %s is longer than %d bytes".formatted(Names.display(text), LONGEST_PATH - 1));
            }
            List<String> names = split(text);
            names.reversed().forEach(ahead::push);
        }
    }

    /** The names of a path, without {@code .} and nothing. */
    static List<String> split(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    boolean isRoot() {
        return parts.isEmpty();
    }

    /** Path below the root; empty for the root itself. */
    String path() {
        return String.join("/", parts);
    }

    /** The last name; not for the root. */
    String name() {
        return parts.getLast();
    }

    Place parent() {
        return new Place(parts.subList(0, parts.size() - 1));
    }

    Place child(String name) {
        List<String> longer = new ArrayList<>(parts);
        longer.add(name);
        return new Place(longer);
    }

    /**
     * What is there.
     *
     * @throws ErrnoException ENOTDIR when something on the way is no directory
     */
    Optional<FileStatus> status(Directory root) {
        if (isRoot()) {
            return root.status(".");
        }
        Optional<Directory> parent = root.find(parent().path());
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        try (Directory directory = parent.get()) {
            return directory.status(name());
        }
    }

    /**
     * Opens the directory that is there.
     *
     * @throws ErrnoException ENOENT, ENOTDIR
     */
    Directory open(Directory root) {
        return root.find(path()).orElseThrow(() -> new ErrnoException("open " + this, Errno.ENOENT));
    }

    /** For people: absolute. */
    @Override
    public String toString() {
        return "/" + Names.display(path());
    }
}
