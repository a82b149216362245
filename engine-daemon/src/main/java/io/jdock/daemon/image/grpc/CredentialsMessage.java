package io.jdock.daemon.image.grpc;

import io.jdock.daemon.image.Credentials;
import org.jspecify.annotations.Nullable;

/** Credentials on their way to the supervisor. */
final class CredentialsMessage {

    private CredentialsMessage() {}

    static io.jdock.api.supervisor.v1.Credentials of(Credentials credentials) {
        return io.jdock.api.supervisor.v1.Credentials.newBuilder()
                .setUsername(text(credentials.username()))
                .setPassword(text(credentials.password()))
                .setIdentityToken(text(credentials.identityToken()))
                .setRegistryToken(text(credentials.registryToken()))
                .build();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
