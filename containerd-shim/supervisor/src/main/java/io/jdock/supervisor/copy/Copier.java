package io.jdock.supervisor.copy;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import java.util.List;

/** Copies files from trees into another one. */
public final class Copier {

    private Copier() {}

    /**
     * Copies everything that the sources select, in their order; without any source only makes the destination, a directory. If it
     * fails, what was copied by then stays. For a platform thread, since the system calls block.
     *
     * @throws NotFoundException when a pattern matches nothing
     * @throws InvalidArgumentException when something cannot go where it should
     * @throws CanceledException when the thread is interrupted
     */
    public static void copy(List<Source> sources, Target target) {
        throw new NotImplementedException("copy %d sources to %s".formatted(sources.size(), target.destination()));
    }
}
