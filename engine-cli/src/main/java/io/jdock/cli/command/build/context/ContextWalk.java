package io.jdock.cli.command.build.context;

import io.jdock.cli.command.CommandException;
import io.jdock.ignore.IgnorePatterns;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Goes through the files of a directory that count, each directory before what is in it, names in the order of their bytes. What
 * vanishes meanwhile was not there. Holds one directory open for each level it is down.
 */
final class ContextWalk implements AutoCloseable {

    private final String root;
    private final IgnorePatterns ignored;
    private final Deque<Level> levels = new ArrayDeque<>();

    private record Level(Directory directory, String prefix, Iterator<String> names) {}

    /**
     * One file.
     *
     * @param directory which has it; open until the walk goes on
     * @param path from the root, without a slash at either end
     */
    record Found(Directory directory, String name, String path, FileStatus status) {}

    /**
     * Begins a walk.
     *
     * @param root for messages
     * @param directory is closed with this
     */
    ContextWalk(String root, Directory directory, IgnorePatterns ignored) {
        this.root = root;
        this.ignored = ignored;
        enter(directory, "");
    }

    private void enter(Directory directory, String prefix) {
        levels.push(new Level(directory, prefix, directory.names().iterator()));
    }

    /**
     * The next file; empty when there is none left.
     *
     * @throws CommandException when a directory cannot be read
     */
    Optional<Found> next() {
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (!level.names().hasNext()) {
                levels.pop().directory().close();
                continue;
            }
            Optional<Found> found = look(level, level.names().next());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> look(Level level, String name) {
        String path = level.prefix() + name;
        String text = new String(Names.bytes(path), StandardCharsets.UTF_8);
        try {
            boolean excluded = ignored.matches(text);
            if (excluded && !ignored.mayContainException(text)) {
                return Optional.empty();
            }
            Optional<FileStatus> status = level.directory().status(name);
            if (status.isPresent() && status.get().isDirectory()) {
                enter(level.directory().child(name), path + "/");
            }
            return excluded ? Optional.empty() : status.map(it -> new Found(level.directory(), name, path, it));
        } catch (ErrnoException e) {
            throw new CommandException("error checking context: "
                    + (e.is(Errno.EACCES) ? "can't stat '" + root + "/" + Names.display(path) + "'" : e.getMessage()));
        }
    }

    @Override
    public void close() {
        levels.forEach(level -> level.directory().close());
        levels.clear();
    }
}
