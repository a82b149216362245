package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.DiffId;
import io.jdock.supervisor.snapshots.Extraction;
import io.jdock.supervisor.unpack.LayerUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The unpacking of one layer into a directory, as a task that can be cancelled and waited for. */
final class Unpacking implements Runnable {

    private final String layer;
    private final LayerSource source;
    private final Extraction extraction;
    private final LongConsumer progress;
    private final CompletableFuture<Optional<DiffId>> result = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread runner;
    private boolean cancelled;

    /**
     * @param layer names the layer in errors
     * @param progress told how much of the compressed layer was read
     */
    Unpacking(String layer, LayerSource source, Extraction extraction, LongConsumer progress) {
        this.layer = layer;
        this.source = source;
        this.extraction = extraction;
        this.progress = progress;
    }

    @Override
    public void run() {
        // A source that is open already has to be closed even when there is nothing to do any more.
        try (InputStream bytes = new CountingStream(source.open(), progress)) {
            begin();
            result.complete(new LayerUnpacker(layer, extraction.files()).unpack(bytes));
        } catch (IOException e) {
            result.completeExceptionally(
                    e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new UncheckedIOException("unpack layer " + layer, e));
        } catch (RuntimeException | Error e) {
            // Of errors too: whoever waits for the layer would do so for ever.
            result.completeExceptionally(e);
        } finally {
            end();
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (cancelled) {
                throw new CanceledException("unpack layer %s: canceled".formatted(layer));
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** After this nobody interrupts the thread, which has other layers to unpack. */
    private void end() {
        lock.lock();
        try {
            runner = null;
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Completes when the task is done, with what {@link LayerUnpacker#unpack} found or what went wrong. */
    CompletableFuture<Optional<DiffId>> result() {
        return result;
    }

    Extraction extraction() {
        return extraction;
    }

    /** Waits for the end of the task and removes its files, unless they have become a snapshot. */
    void close() {
        result.exceptionally(_ -> Optional.empty()).join();
        extraction.close();
    }

    /** Ends the task early. Its result still says when it has ended. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
