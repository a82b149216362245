package io.jdock.supervisor.stdio;

import io.jdock.concurrent.Threads;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Readiness;
import io.jdock.linux.StreamCalls;
import java.nio.file.Path;

/**
 * Copies what a client of containerd writes into a FIFO to the process's stdin. The end of input is that the client asked for it
 * (tasks.CloseIO) and that all writers have closed the FIFO.
 */
final class FifoFeeder implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32 * 1024;

    private final Fd reader;
    /** Our own writing end: without it, the FIFO would be at its end before the client has opened it. */
    private final Fd writer;

    private final StdinWriter stdin;

    private FifoFeeder(Fd reader, Fd writer, StdinWriter stdin) {
        this.reader = reader;
        this.writer = writer;
        this.stdin = stdin;
    }

    static FifoFeeder start(Path path, StdinWriter stdin) {
        Fd reader = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.RDONLY | OpenFlags.NONBLOCK, 0);
        Fd writer = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.WRONLY | OpenFlags.NONBLOCK, 0);
        var feeder = new FifoFeeder(reader, writer, stdin);
        Threads.startVirtual("fifo-in", feeder::feed);
        return feeder;
    }

    private void feed() {
        try (reader) {
            byte[] data;
            do {
                Readiness.awaitReadable(reader);
                data = StreamCalls.read(reader, MOST_AT_ONCE);
                stdin.write(data);
            } while (data.length > 0);
            stdin.end();
        }
    }

    /** From now on the input ends when the last writer closes the FIFO. */
    @Override
    public void close() {
        writer.close();
    }
}
