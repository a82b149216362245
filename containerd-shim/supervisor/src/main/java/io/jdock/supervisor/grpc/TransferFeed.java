package io.jdock.supervisor.grpc;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InternalException;
import io.jdock.supervisor.images.TransferEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a transfer, which must never wait for its client, and the client, who may read slowly: of each layer's
 * progress only the latest is kept.
 */
final class TransferFeed {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<TransferEvent> events = new ArrayDeque<>();
    private boolean ended;
    private @Nullable RuntimeException failure;

    /** Adds an event; never blocks. */
    void add(TransferEvent event) {
        lock.lock();
        try {
            events.removeIf(earlier -> isOutdatedBy(earlier, event));
            events.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOutdatedBy(TransferEvent earlier, TransferEvent event) {
        return switch (event) {
            case TransferEvent.Layer layer ->
                earlier instanceof TransferEvent.Layer other
                        && other.step() == layer.step()
                        && other.digest().equals(layer.digest());
            case TransferEvent.Upload upload ->
                earlier instanceof TransferEvent.Upload other
                        && other.step() == upload.step()
                        && other.digest().equals(upload.digest());
            case TransferEvent.Resolved _, TransferEvent.Recorded _, TransferEvent.Pushed _ -> false;
        };
    }

    /** Runs a transfer that reports here; returns its thread, which an interrupt makes give up. */
    Thread run(String name, Consumer<TransferEvent.Listener> transfer) {
        return Threads.startVirtual(name, () -> {
            try {
                transfer.accept(this::add);
                end(null);
            } catch (RuntimeException e) {
                end(e);
            } catch (Error e) {
                // Whoever takes would wait for ever.
                end(new InternalException("%s: %s".formatted(name, e), e));
                throw e;
            }
        });
    }

    private void end(@Nullable RuntimeException error) {
        lock.lock();
        try {
            ended = true;
            failure = error;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next event; empty at the end of a transfer that succeeded. Throws what made it fail. */
    Optional<TransferEvent> take() throws InterruptedException {
        lock.lock();
        try {
            while (events.isEmpty() && !ended) {
                changed.await();
            }
            if (events.isEmpty() && failure != null) {
                throw failure;
            }
            return Optional.ofNullable(events.poll());
        } finally {
            lock.unlock();
        }
    }
}
