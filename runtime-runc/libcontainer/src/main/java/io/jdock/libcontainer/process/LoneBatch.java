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
 * @param asRoot becomes the result of entering it as root
 * @param asUser becomes the result of entering it as the container's user
 */
record LoneBatch(Batch batch, String cwd, Slot asRoot, Slot asUser, ProgramSearch search) {

    static String directoryPurpose(String cwd) {
        return "chdir to cwd (\"%s\") set in config.json failed".formatted(cwd);
    }

    /** Reads the answer. @return the program's path */
    String check(Reply reply) {
        if (reply.result(asRoot) < 0 && reply.result(asUser) < 0) {
            throw noDirectory(Errno.of(-reply.result(asUser)));
        }
        return search.result(reply);
    }

    private EngineException noDirectory(Errno errno) {
        String text = directoryPurpose(cwd) + ": " + errno.text();
        return errno == Errno.ENOENT ? new NotFoundException(text) : new PermissionDeniedException(text);
    }
}
