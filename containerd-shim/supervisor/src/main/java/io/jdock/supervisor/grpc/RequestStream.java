package io.jdock.supervisor.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jdock.errdefs.CanceledException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The messages of a call in which the caller streams, for code that blocks: a message is fetched only when an earlier one was
 * taken, so that never more wait here than were asked for.
 *
 * @param <Q> the caller's messages
 */
final class RequestStream<Q> {

    /** For calls that carry an archive: the caller need not wait while a piece is being written. */
    static final int PIECES_AHEAD = 3;

    private final ServerCallStreamObserver<?> call;
    private final BlockingQueue<Arrival<Q>> arrivals = new LinkedBlockingQueue<>();

    private RequestStream(ServerCallStreamObserver<?> call) {
        this.call = call;
    }

    /** What works on the messages and sends answers. */
    @FunctionalInterface
    interface Handler<Q, R> {
        void handle(RequestStream<Q> requests, ResponseStream<R> answers) throws InterruptedException;
    }

    /** Runs {@code handler} on a virtual thread; the call ends when it returns or throws. */
    static <Q, R> StreamObserver<Q> start(String name, StreamObserver<R> caller, Handler<Q, R> handler) {
        return start(name, caller, 0, handler);
    }

    /**
     * Runs {@code handler} on a virtual thread; the call ends when it returns or throws.
     *
     * @param ahead messages that are fetched before they are asked for
     */
    static <Q, R> StreamObserver<Q> start(String name, StreamObserver<R> caller, int ahead, Handler<Q, R> handler) {
        ServerCallStreamObserver<R> call = (ServerCallStreamObserver<R>) caller;
        call.disableAutoRequest();
        if (ahead > 0) {
            call.request(ahead);
        }
        RequestStream<Q> requests = new RequestStream<>(call);
        ResponseStream.start(name, caller, answers -> handler.handle(requests, answers));
        return requests.new Receiver();
    }

    /**
     * Waits for the next message; nothing once the caller has said that there are no more.
     *
     * @throws CanceledException when the caller is gone
     */
    Optional<Q> next() throws InterruptedException {
        call.request(1);
        return switch (arrivals.take()) {
            case Arrival.Message<Q>(Q message) -> Optional.of(message);
            case Arrival.End<Q> _ -> {
                // Whoever asks again gets the same answer.
                arrivals.add(new Arrival.End<>());
                yield Optional.empty();
            }
            case Arrival.Gone<Q>(Throwable cause) ->
                throw new CanceledException(
                        "the caller is gone: " + Status.fromThrowable(cause).getCode(), cause);
        };
    }

    private sealed interface Arrival<Q> {
        record Message<Q>(Q message) implements Arrival<Q> {}

        record End<Q>() implements Arrival<Q> {}

        record Gone<Q>(Throwable cause) implements Arrival<Q> {}
    }

    private final class Receiver implements StreamObserver<Q> {

        @Override
        public void onNext(Q message) {
            arrivals.add(new Arrival.Message<>(message));
        }

        @Override
        public void onError(Throwable cause) {
            arrivals.add(new Arrival.Gone<>(cause));
        }

        @Override
        public void onCompleted() {
            arrivals.add(new Arrival.End<>());
        }
    }
}
