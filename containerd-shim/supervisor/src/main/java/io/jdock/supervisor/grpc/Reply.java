package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;

/** Ends a call that has one answer. */
final class Reply {

    private Reply() {}

    static <T> void send(StreamObserver<T> caller, T answer) {
        caller.onNext(answer);
        caller.onCompleted();
    }

    static void done(StreamObserver<Empty> caller) {
        send(caller, Empty.getDefaultInstance());
    }
}
