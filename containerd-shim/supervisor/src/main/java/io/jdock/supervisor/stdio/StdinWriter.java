package io.jdock.supervisor.stdio;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Poller;
import io.jdock.linux.StreamCalls;
import io.jdock.shim.Shim;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What writes to a process: the pipe of its stdin, or its terminal. Opened when the first byte comes, so that a process that is
 * never written to costs no descriptor. Safe for use by several clients; what one writes is not torn apart by another.
 */
final class StdinWriter implements AutoCloseable {

    private final Shim shim;
    private @Nullable Fd target;
    private boolean connected;
    private boolean closed;

    StdinWriter(Shim shim) {
        this.shim = shim;
    }

    /** There is something to write to from now on; what was written before has waited for it. */
    synchronized void connect() {
        connected = true;
        notifyAll();
    }

    /** Writes all of it, waiting as long as the process does not read; what comes after the end is dropped. */
    synchronized void write(byte[] bytes) {
        awaitConnection();
        for (int done = 0; done < bytes.length && open(); ) {
            Fd to = Objects.requireNonNull(target);
            long count = StreamCalls.writeSome(to, bytes, done, bytes.length - done);
            if (count >= 0) {
                done += (int) count;
            } else if (count == -Errno.EAGAIN.number()) {
                awaitWritable(to);
            } else if (count == -Errno.EPIPE.number() || count == -Errno.EIO.number()) {
                // The process has closed its stdin or ended. To its writers that is no failure.
                close();
            } else {
                throw new ErrnoException("write to stdin", Errno.of(-count));
            }
        }
    }

    private synchronized void awaitConnection() {
        boolean interrupted = false;
        while (!connected && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the target if that has not been done; false once there is nothing to write to. */
    private boolean open() {
        if (target == null && !closed) {
            try {
                Fd opened = shim.openStdin();
                StreamCalls.setNonBlocking(opened);
                target = opened;
            } catch (FailedPreconditionException shimHasClosedIt) {
                close();
            }
        }
        return !closed;
    }

    private static void awaitWritable(Fd target) {
        try (Poller.Watch watch = Poller.shared().watch(target, Poller.Interest.WRITABLE)) {
            watch.await();
        }
    }

    /** The process reads end of file, once it has read what was written. A terminal has no such end. */
    synchronized void end() {
        if (!closed && shim.hasStdinPipe() && shim.isAlive()) {
            shim.closeStdin();
            close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (target != null) {
            target.close();
            target = null;
        }
    }
}
