package io.jdock.daemon.image.grpc;

import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jdock.api.grpc.GrpcErrors;
import java.util.Optional;

/** What the supervisor answers in the course of a call. */
record Answers<M>(BlockingClientCall<?, M> call) {

    /** The next answer; empty at the end. */
    Optional<M> next() throws InterruptedException {
        try {
            return Optional.ofNullable(call.read());
        } catch (StatusException e) {
            throw GrpcErrors.fromException(e);
        }
    }

    /** Stops the call if it still goes on. Any thread. */
    void cancel() {
        call.cancel("the client has left", null);
    }
}
