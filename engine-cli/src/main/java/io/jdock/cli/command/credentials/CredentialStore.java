package io.jdock.cli.command.credentials;

import java.util.Map;

/**
 * A place where credentials are kept, by the name of the registry's server. All methods throw {@link
 * io.jdock.cli.command.CommandException} when the place cannot be used.
 */
public interface CredentialStore {

    /** What is known for the server; {@link Login#NONE} when nothing is. */
    Login get(String server);

    /** All that is known, by server. */
    Map<String, Login> all();

    /** Keeps credentials, in place of those for the same server. */
    void put(String server, Login login);

    /** Forgets those for the server; nothing happens when there are none. */
    void erase(String server);
}
