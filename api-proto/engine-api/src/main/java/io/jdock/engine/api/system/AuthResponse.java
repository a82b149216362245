package io.jdock.engine.api.system;

/**
 * The credentials are right.
 *
 * @param identityToken to be kept in place of the password; empty when there is none
 */
public record AuthResponse(String status, String identityToken) {

    /** Without what is secret. */
    @Override
    public String toString() {
        return status;
    }
}
