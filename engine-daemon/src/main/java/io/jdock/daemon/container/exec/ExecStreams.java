package io.jdock.daemon.container.exec;

import io.jdock.daemon.container.task.AttachedStreams;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The streams of an exec, whose output ends only when its exit is on record: clients take the end of the stream for the moment
 * to ask for the exit code.
 */
final class ExecStreams implements AttachedStreams {

    private final AttachedStreams streams;
    private final CompletableFuture<Void> recorded;

    /** @param recorded completes once {@code inspect} tells the exit */
    ExecStreams(AttachedStreams streams, CompletableFuture<Void> recorded) {
        this.streams = streams;
        this.recorded = recorded.copy();
    }

    @Override
    public Optional<Output> read() throws IOException, InterruptedException {
        Optional<Output> piece = streams.read();
        if (piece.isEmpty()) {
            awaitRecorded();
        }
        return piece;
    }

    private void awaitRecorded() throws IOException, InterruptedException {
        try {
            recorded.get();
        } catch (ExecutionException e) {
            throw new IOException("the exit of an exec could not be recorded", e);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
        streams.write(bytes);
    }

    @Override
    public void closeInput() throws IOException {
        streams.closeInput();
    }

    @Override
    public void close() {
        // Whoever leaves does not wait for the end.
        recorded.complete(null);
        streams.close();
    }
}
