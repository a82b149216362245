package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * How a client proves who it is. Empty parts are absent; all empty means anonymous.
 *
 * @param identityToken is exchanged for access tokens in place of a password
 * @param registryToken an access token as such
 */
public record Credentials(String username, String password, String identityToken, String registryToken) {

    public static final Credentials ANONYMOUS = new Credentials("", "", "", "");

    boolean hasPassword() {
        return !username.isEmpty() || !password.isEmpty();
    }

    /** Name and password as the value of an Authorization header. */
    String basic() {
        String pair = username + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /** Says nothing: this may end up in a log. */
    @Override
    public String toString() {
        return equals(ANONYMOUS) ? "anonymous" : "credentials";
    }
}
