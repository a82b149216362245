package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.daemon.http.Exchange;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client sends in {@code X-Registry-Auth}: a name with a password, or a token. Never logged. */
public record Credentials(
        @JsonProperty("username") @Nullable String username,
        @JsonProperty("password") @Nullable String password,
        @JsonProperty("identitytoken") @Nullable String identityToken,
        @JsonProperty("registrytoken") @Nullable String registryToken) {

    static final String HEADER = "X-Registry-Auth";

    private static final int MAX_BODY = 1 << 16;

    /** Reads the header: base64url of JSON, padded or not. As in Docker one that cannot be read counts as none. */
    static Optional<Credentials> ofHeader(Optional<String> header) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(header.get().getBytes(UTF_8));
            Credentials credentials = EngineJson.read(json, Credentials.class);
            return credentials.isEmpty() ? Optional.empty() : Optional.of(credentials);
        } catch (IllegalArgumentException | InvalidArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Those of a push: in the header, or in the body as clients of long ago send them.
     *
     * @throws InvalidArgumentException when there is neither, as in Docker
     */
    static Optional<Credentials> ofPush(Exchange exchange) throws IOException {
        if (exchange.header(HEADER).isPresent()) {
            return ofHeader(exchange.header(HEADER));
        }
        byte[] body = exchange.body().readNBytes(MAX_BODY);
        if (body.length == 0) {
            throw new InvalidArgumentException("bad parameters and missing X-Registry-Auth: EOF");
        }
        Credentials credentials = EngineJson.read(body, Credentials.class);
        return credentials.isEmpty() ? Optional.empty() : Optional.of(credentials);
    }

    private boolean isEmpty() {
        return isBlank(username) && isBlank(identityToken) && isBlank(registryToken);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "credentials of " + username;
    }
}
