package io.jdock.cli.command.credentials;

import io.jdock.cli.command.Cli;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/** The {@code auths} of the configuration file, where passwords can be read by whoever can read the file. */
final class FileStore implements CredentialStore {

    private static final String AUTHS = "auths";

    private final Cli cli;

    FileStore(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Login get(String server) {
        return AuthEntry.read(entry(cli.config().object(AUTHS), server), server);
    }

    /** Old files name a registry by a URL. */
    private static JsonObject entry(JsonObject auths, String server) {
        if (auths.has(server)) {
            return auths.object(server);
        }
        for (String name : auths.members().keySet()) {
            if (RegistryServer.host(name).equals(server)) {
                return auths.object(name);
            }
        }
        return JsonObject.EMPTY;
    }

    @Override
    public Map<String, Login> all() {
        return AuthEntry.readAll(cli.config().object(AUTHS));
    }

    @Override
    public void put(String server, Login login) {
        Map<String, JsonValue> entries =
                new TreeMap<>(cli.config().object(AUTHS).members());
        JsonValue entry = AuthEntry.write(login);
        if (entry.equals(entries.put(server, entry))) {
            return;
        }
        save(entries);
        if (!login.password().isEmpty()) {
            cli.err().println("""

                    WARNING! Your credentials are stored unencrypted in '%s'.
                    Configure a credential helper to remove this warning. See
                    https://docs.docker.com/go/credential-store/
                    """.formatted(cli.configFile()));
        }
    }

    @Override
    public void erase(String server) {
        Map<String, JsonValue> entries =
                new TreeMap<>(cli.config().object(AUTHS).members());
        if (entries.remove(server) != null) {
            save(entries);
        }
    }

    private void save(Map<String, JsonValue> entries) {
        JsonObjectBuilder auths = JsonObject.builder();
        entries.forEach(auths::put);
        cli.changeConfig(AUTHS, auths.build());
    }
}
