package io.jdock.supervisor.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a token server says.
 *
 * @param token and {@code accessToken}: two names for one thing; OAuth 2 uses the second
 * @param expiresIn seconds, 0 when not said
 * @param refreshToken given only to who asks to stay logged in
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TokenAnswer(
        @Nullable String token,
        @JsonProperty("access_token") @Nullable String accessToken,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") @Nullable String refreshToken) {

    String value() {
        if (token != null && !token.isEmpty()) {
            return token;
        }
        return accessToken == null ? "" : accessToken;
    }

    /** What may be kept in place of a password; empty when there is none. */
    String identity() {
        return refreshToken == null ? "" : refreshToken;
    }

    /** Never logged. */
    @Override
    public String toString() {
        return "token";
    }
}
