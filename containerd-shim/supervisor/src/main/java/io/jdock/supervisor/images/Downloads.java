package io.jdock.supervisor.images;

import io.jdock.errdefs.CanceledException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.content.Ingest;
import io.jdock.supervisor.registry.RegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** All running downloads: one for each blob, a few at a time. Safe for concurrent use. */
final class Downloads {

    private final ContentStore content;
    private final Slots slots = new Slots(PullOrder.USUAL_PARALLEL);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Digest, Shared> running = new HashMap<>();

    Downloads(ContentStore content) {
        this.content = content;
    }

    /** @param parallel blobs received at a time from now on; the others wait */
    void allow(int parallel) {
        slots.allow(parallel);
    }

    private static final class Shared {
        private final Download download;
        private int clients = 1;

        Shared(Download download) {
            this.download = download;
        }
    }

    /** One client's interest in a download. */
    final class Interest implements AutoCloseable {

        private final Shared shared;

        private Interest(Shared shared) {
            this.shared = shared;
        }

        Download download() {
            return shared.download;
        }

        /** Ends the interest; the download goes on if somebody else has one. */
        @Override
        public void close() {
            if (isLast()) {
                shared.download.cancel();
            }
        }

        private boolean isLast() {
            lock.lock();
            try {
                shared.clients--;
                return shared.clients == 0;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Receives a blob, or joins those who do already. The caller has seen that it is not stored. */
    Interest join(Descriptor blob, RegistryClient client) {
        lock.lock();
        try {
            Shared shared = running.get(blob.digest());
            while (shared != null && shared.clients == 0) {
                // It was cancelled and still holds the file.
                changed.await();
                shared = running.get(blob.digest());
            }
            if (shared != null) {
                shared.clients++;
            } else {
                shared = new Shared(start(blob, client));
                running.put(blob.digest(), shared);
            }
            return new Interest(shared);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("download %s: canceled".formatted(blob.digest()), e);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes what an interrupted download left, unless somebody goes on with it just now. */
    void discard(Digest digest) {
        lock.lock();
        try {
            if (!running.containsKey(digest)) {
                content.deleteIngest(digest);
            }
        } finally {
            lock.unlock();
        }
    }

    private Download start(Descriptor blob, RegistryClient client) {
        Ingest ingest = content.ingest(blob.digest(), blob.size());
        return new Download(
                blob.digest().toString(),
                ingest,
                (target, progress) -> receive(blob, client, target, progress),
                () -> forget(blob.digest()));
    }

    private void receive(Descriptor blob, RegistryClient client, Ingest ingest, LongConsumer progress) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("download %s: canceled".formatted(blob.digest()), e);
        }
        try {
            ingest.resume();
            client.download(blob, ingest, slots, progress);
        } finally {
            slots.release();
        }
    }

    /** Before its clients learn that it ended, so that a new try is not joined to an old failure. */
    private void forget(Digest digest) {
        lock.lock();
        try {
            running.remove(digest);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
