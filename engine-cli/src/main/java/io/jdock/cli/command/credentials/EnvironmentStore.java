package io.jdock.cli.command.credentials;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Credentials from the variable {@code DOCKER_AUTH_CONFIG}, which go before all others; changes go to the store below.
 *
 * <p>Of a configuration file's fields only {@code auths} with {@code auth} are known here, and others are refused: a machine
 * that was given the wrong secret should say so.
 */
final class EnvironmentStore implements CredentialStore {

    static final String VARIABLE = "DOCKER_AUTH_CONFIG";

    private final JsonObject auths;
    private final CredentialStore below;

    private EnvironmentStore(JsonObject auths, CredentialStore below) {
        this.auths = auths;
        this.below = below;
    }

    /** @throws CommandException when the text is not what the variable may hold */
    static EnvironmentStore parse(String text, CredentialStore below) {
        try {
            if (!(JsonReader.read(text) instanceof JsonObject config)) {
                throw new CommandException("not a JSON object");
            }
            for (String field : config.members().keySet()) {
                if (!field.equals("auths")) {
                    throw new CommandException("unknown field \"" + field + "\"");
                }
            }
            JsonObject auths = config.object("auths");
            auths.members().keySet().forEach(server -> check(auths.object(server), server));
            return new EnvironmentStore(auths, below);
        } catch (JsonSyntaxException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static void check(JsonObject entry, String server) {
        if (entry.text("auth").isEmpty()) {
            throw new CommandException(VARIABLE + " environment variable is missing key `auth` for " + server);
        }
        AuthEntry.read(entry, server);
    }

    @Override
    public Login get(String server) {
        return auths.has(server) ? AuthEntry.read(auths.object(server), server) : below.get(server);
    }

    @Override
    public Map<String, Login> all() {
        Map<String, Login> all = new TreeMap<>(below.all());
        all.putAll(AuthEntry.readAll(auths));
        return all;
    }

    @Override
    public void put(String server, Login login) {
        below.put(server, login);
    }

    @Override
    public void erase(String server) {
        below.erase(server);
    }
}
