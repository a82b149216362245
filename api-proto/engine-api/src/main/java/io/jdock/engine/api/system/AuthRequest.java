package io.jdock.engine.api.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Who wants to log in, and where. */
public record AuthRequest(
        @JsonProperty("username") @Nullable String username,
        @JsonProperty("password") @Nullable String password,
        @JsonProperty("identitytoken") @Nullable String identityToken,
        @JsonProperty("registrytoken") @Nullable String registryToken,
        @JsonProperty("serveraddress") @Nullable String serverAddress) {

    /** Without what is secret. */
    @Override
    public String toString() {
        return "login of %s at %s".formatted(username, serverAddress);
    }
}
