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
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.linux.DiskFull;
import io.jdock.linux.Errno;
import java.io.UncheckedIOException;
import java.util.Optional;
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
            default -> GrpcErrors.toStatusException(unforeseen(method, error));
        };
    }

    private static EngineException unforeseen(String method, RuntimeException error) {
        Optional<Errno> full = DiskFull.behind(error);
        if (full.isPresent()) {
            // Nobody's mistake: the text says what did not fit.
            return new ResourceExhaustedException(
                    withReason(textOf(error), full.get().text()), error);
        }
        LOG.error("{} failed unexpectedly", method, error);
        return new InternalException(textOf(error), error);
    }

    /** The JDK's texts end with the reason too, in its spelling. */
    private static String withReason(String text, String reason) {
        int end = text.length() - reason.length();
        boolean told = text.regionMatches(true, end, reason, 0, reason.length());
        return (told ? text.substring(0, end) : text + ": ") + reason;
    }

    /** What was attempted, and why it failed: an {@link UncheckedIOException} says the latter by its cause only. */
    private static String textOf(RuntimeException error) {
        String text = String.valueOf(error.getMessage());
        Throwable cause = error instanceof UncheckedIOException ? error.getCause() : null;
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        return text.endsWith(why) ? text : text + ": " + why;
    }
}
