package io.jdock.api.grpc;

import io.grpc.Metadata;

/** The metadata entry that says in which namespace a call acts; version, introspection and namespaces do without. */
public final class NamespaceHeader {

    public static final Metadata.Key<String> KEY =
            Metadata.Key.of("containerd-namespace", Metadata.ASCII_STRING_MARSHALLER);

    private NamespaceHeader() {}
}
