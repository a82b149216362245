package io.jdock.libcontainer.process;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.Errno;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;

/**
 * The batch before the last of a launcher that nobody stands by.
 *
 * @param cwd the working directory
 * @param asRoot the attempt to enter it as root
 * @param asUser the attempt to enter it as the container's user
 */
record LoneBatch(Batch batch, String cwd, Entry asRoot, Entry asUser, ProgramSearch search) {

    /** An attempt to enter the directory: opening it, and changing to what was opened. */
    record Entry(Slot opened, Slot entered) {

        private boolean succeeded(Reply reply) {
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
        if (!asRoot.succeeded(reply) && !asUser.succeeded(reply)) {
            throw noDirectory(asUser.failure(reply));
        }
        return search.result(reply);
    }

    private EngineException noDirectory(Errno errno) {
        String text = directoryPurpose(cwd) + ": " + errno.text();
        return errno == Errno.ENOENT ? new NotFoundException(text) : new PermissionDeniedException(text);
    }
}
