package io.jdock.daemon.container.task;

import io.jdock.daemon.container.stream.StreamKind;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A process's standard streams, joined. One thread may read while another writes.
 *
 * <p>Who does not read holds the process back, as with a pipe.
 */
public interface AttachedStreams extends Closeable {

    /** The next piece of output; empty once all output has ended, or after {@link #close}. */
    Optional<Output> read() throws IOException, InterruptedException;

    /** Writes to standard input; has no effect once the process has ended. */
    void write(byte[] bytes) throws IOException, InterruptedException;

    /** Ends standard input; output goes on. */
    void closeInput() throws IOException;

    /** Leaves the streams; the process is not touched. A blocked {@link #read} returns. */
    @Override
    void close();

    /** A piece of what the process wrote. */
    record Output(StreamKind stream, byte[] bytes) {}
}
