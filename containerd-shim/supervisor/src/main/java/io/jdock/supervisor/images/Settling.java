package io.jdock.supervisor.images;

import io.jdock.concurrent.Threads;
import io.jdock.supervisor.content.BlobWriter;
import java.util.concurrent.CompletableFuture;

/**
 * Makes finished blobs durable and visible while the next one is written: the disk and the processor take turns otherwise. One
 * blob at a time, so that few files are open. For one thread.
 */
final class Settling implements AutoCloseable {

    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** Takes over a finished blob, once the one before is done; throws what went wrong with that. */
    void add(BlobWriter blob) {
        try {
            await();
        } catch (RuntimeException e) {
            blob.close();
            throw e;
        }
        CompletableFuture<Void> settled = new CompletableFuture<>();
        last = settled;
        Threads.startVirtual("settle blob", () -> {
            // Told only when the writer is closed too, so that nobody finds what it has yet to remove.
            try (blob) {
                blob.commit();
            } catch (RuntimeException | Error e) {
                settled.completeExceptionally(e);
            }
            settled.complete(null);
        });
    }

    /** Waits until all blobs are there; throws what went wrong. */
    void await() {
        Threads.join(last);
    }

    /** Waits until nothing is written any more, however it ended. */
    @Override
    public void close() {
        last.exceptionally(_ -> null).join();
    }
}
