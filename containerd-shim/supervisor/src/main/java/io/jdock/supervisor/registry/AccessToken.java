package io.jdock.supervisor.registry;

import java.time.Instant;

/**
 * What a token server gave.
 *
 * @param token to be shown to the registry
 * @param identityToken to be kept in place of the password; empty when there is none
 * @param until when it is no longer accepted
 */
record AccessToken(String token, String identityToken, Instant until) {

    String header() {
        return "Bearer " + token;
    }

    /** Never logged. */
    @Override
    public String toString() {
        return "token until " + until;
    }
}
