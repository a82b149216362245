package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories made on the way to a cgroup, to be removed again if it comes to nothing. */
final class NewDirectories {

    private static final int MODE = 0755;

    private final List<Path> made = new ArrayList<>();

    /** What to do when a level is there, be it new or not, before the next one is made. */
    interface Level {

        void ready(Path parent, Path directory);
    }

    /** Makes every directory that is missing between a root and the last one. */
    void make(Path root, Path last, Level level) {
        Path directory = root;
        for (Path name : root.relativize(last)) {
            Path parent = directory;
            directory = directory.resolve(name);
            make(directory);
            level.ready(parent, directory);
        }
    }

    private void make(Path directory) {
        try {
            FileCalls.mkdirat(At.FDCWD, directory.toString(), MODE);
            made.add(directory);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }

    /** Removes those that were made here, as far as nobody else uses them by now. */
    void undo() {
        for (Path directory : made.reversed()) {
            try {
                FileCalls.unlinkat(At.FDCWD, directory.toString(), At.REMOVEDIR);
            } catch (ErrnoException e) {
                if (!e.is(Errno.EBUSY) && !e.is(Errno.ENOTEMPTY) && !e.is(Errno.ENOENT)) {
                    throw e;
                }
            }
        }
    }
}
