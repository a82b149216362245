package io.jdock.supervisor.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.jdock.api.grpc.NamespaceHeader;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.supervisor.namespaces.Identifier;
import org.jspecify.annotations.Nullable;

/** The namespace a call acts in, as its caller said it in the metadata. */
final class CallNamespace implements ServerInterceptor {

    private static final Context.Key<String> NAME = Context.key("namespace");

    /**
     * The current call's namespace. To be asked on the thread the call came in on.
     *
     * @throws FailedPreconditionException if the caller named none
     */
    static String required() {
        @Nullable String name = NAME.get();
        if (name == null || name.isEmpty()) {
            throw new FailedPreconditionException(
                    "namespace is required: the call has no metadata " + NamespaceHeader.KEY.name());
        }
        return Identifier.check("namespace", name);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        @Nullable String name = headers.get(NamespaceHeader.KEY);
        Context context = name == null ? Context.current() : Context.current().withValue(NAME, name);
        return Contexts.interceptCall(context, call, headers, next);
    }
}
