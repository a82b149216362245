package io.jdock.runc.process;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.At;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Terminal;
import java.util.Optional;

/** The terminal that we were started on: one of the standard descriptors, or our session's, opened for the purpose. */
final class OwnTerminal implements AutoCloseable {

    private static final int[] STANDARD = {2, 1, 0};
    private static final String OF_SESSION = "/dev/tty";

    private final int descriptor;
    private final Optional<Fd> opened;

    private OwnTerminal(int descriptor, Optional<Fd> opened) {
        this.descriptor = descriptor;
        this.opened = opened;
    }

    /** @throws FailedPreconditionException if there is none */
    static OwnTerminal find() {
        for (int descriptor : STANDARD) {
            if (Terminal.isTerminal(descriptor)) {
                return new OwnTerminal(descriptor, Optional.empty());
            }
        }
        try {
            Fd session = FileCalls.open(At.FDCWD, OF_SESSION, OpenFlags.RDWR, 0);
            return new OwnTerminal(session.number(), Optional.of(session));
        } catch (ErrnoException e) {
            throw new FailedPreconditionException(
                    "open %s: %s".formatted(OF_SESSION, e.errno().text()));
        }
    }

    /** For as long as it is not closed. */
    int descriptor() {
        return descriptor;
    }

    Terminal.Size size() {
        return Terminal.size(descriptor);
    }

    @Override
    public void close() {
        opened.ifPresent(Fd::close);
    }
}
