package io.jdock.linux.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A directory on the way down, with the entries that are still to be visited. */
record Level(Directory directory, String name, DirectoryReader reader, Deque<DirectoryReader.Entry> pending)
        implements AutoCloseable {

    static Level enter(Directory directory, String name) {
        return new Level(directory, name, directory.reader(), new ArrayDeque<>());
    }

    Optional<DirectoryReader.Entry> next() {
        if (pending.isEmpty()) {
            pending.addAll(reader.next());
        }
        return Optional.ofNullable(pending.poll());
    }

    @Override
    public void close() {
        reader.close();
        directory.close();
    }
}
