package io.jdock.supervisor.images;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.linux.DiskFull;
import io.jdock.supervisor.content.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/**
 * A blob that is being received, for however many clients want it. Runs on a virtual thread of its own and is given up when
 * the last client has lost interest.
 */
final class Download {

    /** Receives the blob into the ingest and commits it, telling how far it has come. */
    @FunctionalInterface
    interface Transfer {
        void receive(Ingest ingest, LongConsumer progress);
    }

    private final Ingest ingest;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;

    Download(String name, Ingest ingest, Transfer transfer, Runnable atEnd) {
        this.ingest = ingest;
        this.thread = Threads.startVirtual("download " + name, () -> run(transfer, atEnd));
    }

    private void run(Transfer transfer, Runnable atEnd) {
        try {
            transfer.receive(ingest, length -> listeners.forEach(listener -> listener.accept(length)));
            atEnd.run();
            result.complete(null);
        } catch (RuntimeException | Error e) {
            try {
                giveUp(e);
                atEnd.run();
            } finally {
                result.completeExceptionally(e);
            }
        }
    }

    /** Wrong bytes are of no use to a later try; what is merely incomplete is, where there is room for it. */
    private void giveUp(Throwable error) {
        if (error instanceof DataLossException || DiskFull.behind(error).isPresent()) {
            ingest.discard(error);
        } else {
            ingest.suspend(error);
        }
    }

    /** Has {@code listener} told of the length so far after each piece. */
    void listen(LongConsumer listener) {
        listeners.add(listener);
    }

    /** The blob's bytes as they arrive. */
    InputStream follow() throws IOException {
        return ingest.follow();
    }

    /**
     * Waits until the blob is stored.
     *
     * @throws EngineException what went wrong with the transfer
     */
    void await() {
        try {
            result.get();
        } catch (ExecutionException e) {
            throw Failures.unwrap(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("canceled", e);
        }
    }

    /** Stops the transfer and waits until it has let go of its file; what has arrived stays for the next one. */
    void cancel() {
        thread.interrupt();
        result.exceptionally(_ -> null).join();
    }
}
