package io.jdock.libcontainer.process;

import static io.jdock.linux.batch.FileSteps.fchdir;
import static io.jdock.linux.batch.FileSteps.openat2;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.util.Optional;

/**
 * The batch before the last of a launcher that nobody stands by.
 *
 * @param cwd the working directory
 * @param asUser the attempt to enter it as the container's user, if root could not
 */
record LoneBatch(Batch batch, String cwd, Optional<Entry> asUser, ProgramSearch search) {

    /** An attempt to enter the directory: opening it, and changing to what was opened. */
    record Entry(Slot opened, Slot entered) {

        /** Appends an attempt. The walk cannot leave the root, not even through a descriptor that somebody forgot to close. */
        static Entry addTo(Batch batch, Slots slots, String cwd) {
            Slot root = slots.next("own root");
            Entry entry = new Entry(slots.next("working directory"), slots.next("entered"));
            batch.add(openat2(Arg.of(At.FDCWD), "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0, 0)
                    .into(root));
            batch.add(openDirectory(root, cwd).tolerant().into(entry.opened()));
            batch.add(fchdir(entry.opened(), cwd).tolerant().into(entry.entered()));
            return entry;
        }

        static Step openDirectory(Slot root, String cwd) {
            return openat2(root, cwd, OpenFlags.PATH | OpenFlags.DIRECTORY, 0, Resolve.IN_ROOT | Resolve.NO_MAGICLINKS);
        }

        boolean succeeded(Reply reply) {
            return reply.result(entered) >= 0;
        }

        private Errno failure(Reply reply) {
            long first = reply.result(opened);
            return Errno.of(-(first < 0 ? first : reply.result(entered)));
        }
    }

    static String directoryPurpose(String cwd) {
        return "chdir to cwd (\"%s\") set in config.json failed".formatted(cwd);
    }

    /** Reads the answer. @return the program's path */
    String check(Reply reply) {
        if (asUser.isPresent() && !asUser.get().succeeded(reply)) {
            throw noDirectory(asUser.get().failure(reply));
        }
        return search.result(reply);
    }

    private EngineException noDirectory(Errno errno) {
        String text = directoryPurpose(cwd) + ": " + errno.text();
        return errno == Errno.ENOENT ? new NotFoundException(text) : new PermissionDeniedException(text);
    }
}
