package io.jdock.supervisor.stdio;

import io.jdock.concurrent.Threads;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Poller;
import io.jdock.linux.StreamCalls;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies output into a FIFO that a client of containerd reads. Like any attached client it holds the process back while nobody
 * reads; once the reader has gone, it ends.
 */
final class FifoForwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FifoForwarder.class);

    private final Path path;
    private final Attachment output;

    private FifoForwarder(Path path, Attachment output) {
        this.path = path;
        this.output = output;
    }

    static FifoForwarder start(Path path, Attachment output) {
        var forwarder = new FifoForwarder(path, output);
        // Opening a FIFO waits for its reader, in a call that holds its thread.
        Threads.startDaemon("open-fifo", () -> {
            Fd fifo = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.WRONLY, 0);
            Threads.startVirtual("fifo-out", () -> forwarder.forward(fifo));
        });
        return forwarder;
    }

    private void forward(Fd fifo) {
        try (fifo;
                output) {
            StreamCalls.setNonBlocking(fifo);
            try (Poller.Watch writable = Poller.shared().watch(fifo, Poller.Interest.WRITABLE)) {
                Optional<Attachment.Output> next = output.next();
                while (next.isPresent() && write(fifo, next.get().data(), writable)) {
                    next = output.next();
                }
            }
        }
    }

    /** Writes all of it; false if nobody reads any more. */
    private boolean write(Fd fifo, byte[] data, Poller.Watch writable) {
        int done = 0;
        while (done < data.length) {
            long count = StreamCalls.writeSome(fifo, data, done, data.length - done);
            if (count >= 0) {
                done += (int) count;
            } else if (count == -Errno.EAGAIN.number()) {
                writable.await();
            } else if (count == -Errno.EPIPE.number()) {
                LOG.debug("the reader of {} has gone", path);
                return false;
            } else {
                throw new ErrnoException("write to " + path, Errno.of(-count));
            }
        }
        return true;
    }

    /** Ends the copying, also if no reader ever came. */
    @Override
    public void close() {
        output.close();
        try (Fd _ = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.RDONLY | OpenFlags.NONBLOCK, 0)) {
            LOG.trace("{} is closed", path);
        } catch (ErrnoException e) {
            // A client removes its FIFO when it is done; then nothing waits for a reader of it.
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }
}
