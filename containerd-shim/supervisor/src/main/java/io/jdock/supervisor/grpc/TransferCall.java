package io.jdock.supervisor.grpc;

import io.jdock.api.supervisor.v1.TransferProgress;
import io.jdock.supervisor.images.GarbageCollector;
import io.jdock.supervisor.images.TransferEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** A call that brings images here or sends them away, and tells how far it is. */
final class TransferCall {

    private TransferCall() {}

    /** Runs the transfer on a thread of its own, which a caller that goes away interrupts, and sends what it reports. */
    static void run(
            String name,
            ResponseStream<TransferProgress> answers,
            GarbageCollector garbage,
            Consumer<TransferEvent.Listener> transfer)
            throws InterruptedException {
        TransferFeed feed = new TransferFeed();
        Thread thread = feed.run(name, listener -> {
            try {
                transfer.accept(listener);
            } finally {
                // What arrived for nothing, or belonged to no image of an archive.
                garbage.schedule();
            }
        });
        answers.onCancel(thread::interrupt);
        for (Optional<TransferEvent> event = feed.take(); event.isPresent(); event = feed.take()) {
            answers.send(TransferMessages.message(event.get()));
        }
    }
}
