package io.jdock.daemon.container.grpc;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.jdock.api.grpc.GrpcErrors;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;

/** Makes calls whose failures are the daemon's own errors. */
final class Calls {

    private Calls() {}

    /** A call that answers. */
    interface Call<T> {
        T run() throws StatusException;
    }

    static <T> T answer(Call<T> call) {
        try {
            return call.run();
        } catch (StatusException e) {
            throw explained(GrpcErrors.fromException(e));
        } catch (StatusRuntimeException e) {
            throw explained(GrpcErrors.fromException(e));
        }
    }

    /** gRPC says of a lost connection no more than "io exception". */
    private static EngineException explained(EngineException error) {
        return error instanceof UnavailableException
                ? new UnavailableException("the supervisor cannot be reached: " + error.text(), error)
                : error;
    }

    /** Asks for something to be gone; that it never was there is as good. */
    static <T> void gone(Call<T> call) {
        try {
            answer(call);
        } catch (NotFoundException _) {
            // Already as asked.
        }
    }
}
