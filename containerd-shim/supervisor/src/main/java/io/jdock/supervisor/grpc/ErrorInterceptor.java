package io.jdock.supervisor.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a service throws into the status its caller gets. What nobody expected is logged here, with its trace. */
final class ErrorInterceptor implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorInterceptor.class);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                guard(call, () -> super.onMessage(message));
            }

            @Override
            public void onHalfClose() {
                guard(call, super::onHalfClose);
            }
        };
    }

    private static void guard(ServerCall<?, ?> call, Runnable body) {
        try {
            body.run();
        } catch (RuntimeException e) {
            StatusRuntimeException failure = failure(call.getMethodDescriptor().getFullMethodName(), e);
            Metadata trailers = failure.getTrailers();
            call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
        }
    }

    /** The status for {@code error}, which {@code method} threw. */
    static StatusRuntimeException failure(String method, RuntimeException error) {
        return switch (error) {
            case EngineException e -> GrpcErrors.toStatusException(e);
            case StatusRuntimeException e -> e;
            default -> {
                LOG.error("{} failed unexpectedly", method, error);
                yield GrpcErrors.toStatusException(new InternalException(String.valueOf(error.getMessage()), error));
            }
        };
    }
}
