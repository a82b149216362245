package io.jdock.cli.command.credentials;

/**
 * What a registry asks of a user. Parts that are not known are empty.
 *
 * @param identityToken given by a registry in place of the password
 * @param registryToken to be sent to the registry as it is
 */
public record Login(String username, String password, String identityToken, String registryToken) {

    /** Nothing is known. */
    public static final Login NONE = new Login("", "", "", "");

    public static Login of(String username, String password) {
        return new Login(username, password, "", "");
    }

    /** The same user with a token; the password is forgotten. */
    public Login withToken(String token) {
        return new Login(username, "", token, registryToken);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "login of " + username;
    }
}
