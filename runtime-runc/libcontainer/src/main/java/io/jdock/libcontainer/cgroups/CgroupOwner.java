package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import java.nio.file.Path;

/** Hands a cgroup of version 2 on to a user, who may make cgroups of their own in it then, but change no limit of it. */
final class CgroupOwner {

    /** Which files go with the directory. */
    private static final Path DELEGATE = Path.of("/sys/kernel/cgroup/delegate");

    private CgroupOwner() {}

    static void change(Path directory, long uid) {
        FileCalls.fchownat(At.FDCWD, directory.toString(), (int) uid, -1, 0);
        for (String file : ControlFile.lines(DELEGATE)) {
            try {
                FileCalls.fchownat(At.FDCWD, directory.resolve(file).toString(), (int) uid, -1, 0);
            } catch (ErrnoException e) {
                // Those of controllers that this cgroup does not have.
                if (!e.is(Errno.ENOENT)) {
                    throw e;
                }
            }
        }
    }
}
