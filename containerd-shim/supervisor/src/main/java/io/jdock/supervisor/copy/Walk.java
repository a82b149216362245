package io.jdock.supervisor.copy;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Goes through what is in a directory, names sorted, without what is excluded. A directory that is itself excluded, but has something
 * in it that is not, is entered when that is found.
 */
final class Walk {

    /** As deep as a path can be that the kernel takes: each level holds descriptors. */
    private static final int DEEPEST = 2048;

    private final Excludes excludes;
    private final Visitor visitor;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** Told of what is found. A parent is open until the call returns. */
    interface Visitor {

        /** What is visited until the directory is left is in it. */
        void enter(Directory parent, String name, FileStatus status);

        void leave(Directory parent, String name, FileStatus status);

        /** Anything but a directory. */
        void visit(Directory parent, String name, FileStatus status);
    }

    /** A directory on the way down. */
    private static final class Level implements AutoCloseable {

        private final Directory directory;
        private final String name;
        private final String path;
        private final FileStatus status;
        private final Iterator<String> names;
        private boolean entered;

        /** @param path ends with a slash, unless it is that of the root and empty */
        Level(Directory directory, String name, String path, FileStatus status) {
            this.directory = directory;
            this.name = name;
            this.path = path;
            this.status = status;
            this.names = directory.names().iterator();
        }

        @Override
        public void close() {
            directory.close();
        }
    }

    private Walk(Excludes excludes, Visitor visitor) {
        this.excludes = excludes;
        this.visitor = visitor;
    }

    /**
     * Visits everything in a directory; the directory itself is neither entered nor left.
     *
     * @param match is a directory
     * @throws CanceledException when the thread is interrupted
     * @throws InvalidArgumentException when directories are nested deeper than a path can be long
     */
    static void contents(Selected selected, Match match, Visitor visitor) {
        Walk walk = new Walk(selected.excludes(), visitor);
        Place place = match.place();
        try {
            Level top = walk.open(
                    place.open(selected.root()), "", place.isRoot() ? "" : place.path() + "/", match.status());
            top.entered = true;
            while (!walk.levels.isEmpty()) {
                walk.step();
            }
        } finally {
            walk.levels.forEach(Level::close);
        }
    }

    private Level open(Directory directory, String name, String path, FileStatus status) {
        if (levels.size() == DEEPEST) {
            directory.close();
            throw new InvalidArgumentException(
                    "copy %s…: directories are nested deeper than %d".formatted(Names.display(path), DEEPEST));
        }
        Level level = openLevel(directory, name, path, status);
        levels.push(level);
        return level;
    }

    private static Level openLevel(Directory directory, String name, String path, FileStatus status) {
        try {
            return new Level(directory, name, path, status);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void step() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CanceledException("copy files: canceled");
        }
        Level level = levels.element();
        if (!level.names.hasNext()) {
            leave();
            return;
        }
        String name = level.names.next();
        String path = level.path + name;
        Optional<FileStatus> status = level.directory.status(name);
        if (status.isEmpty() || excludes.hides(path, status.get())) {
            return;
        }
        boolean excluded = status.get().isDirectory() && excludes.excludes(path);
        if (!excluded) {
            enterPending();
        }
        if (status.get().isDirectory()) {
            Level child = open(level.directory.child(name), name, path + "/", status.get());
            if (!excluded) {
                enter(child, level);
            }
        } else {
            visitor.visit(level.directory, name, status.get());
        }
    }

    private void leave() {
        try (Level level = levels.pop()) {
            if (level.entered && !levels.isEmpty()) {
                visitor.leave(levels.element().directory, level.name, level.status);
            }
        }
    }

    /** Enters the directories that something was found in now. */
    private void enterPending() {
        if (levels.element().entered) {
            return;
        }
        List<Level> down = List.copyOf(levels).reversed();
        for (int i = 1; i < down.size(); i++) {
            if (!down.get(i).entered) {
                enter(down.get(i), down.get(i - 1));
            }
        }
    }

    private void enter(Level level, Level parent) {
        visitor.enter(parent.directory, level.name, level.status);
        level.entered = true;
    }
}
