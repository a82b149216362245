package io.jdock.cli.command.credentials;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Chooses where the credentials for a registry are kept, by the configuration file and the environment. */
public final class CredentialStores {

    private CredentialStores() {}

    /** The store for a server: {@code credHelpers} name a program for one, {@code credsStore} for all. */
    public static CredentialStore of(Cli cli, String server) {
        CredentialStore store = configured(cli, server);
        String variable = cli.environment(EnvironmentStore.VARIABLE);
        if (variable.isEmpty()) {
            return store;
        }
        try {
            return EnvironmentStore.parse(variable, store);
        } catch (CommandException e) {
            cli.err()
                    .println("Failed to create credential store from " + EnvironmentStore.VARIABLE + ": "
                            + e.getMessage());
            return store;
        }
    }

    /** All that is known for any server: of the store for all, and of those for one. A store that fails is told about. */
    public static Map<String, Login> all(Cli cli) {
        Map<String, Login> all = new TreeMap<>();
        collect(cli, all, "", () -> of(cli, "").all());
        for (String server : cli.config().object("credHelpers").members().keySet()) {
            collect(cli, all, server, () -> Map.of(server, of(cli, server).get(server)));
        }
        all.values().removeIf(Login::isEmpty);
        return all;
    }

    private static void collect(Cli cli, Map<String, Login> all, String server, Supplier<Map<String, Login>> source) {
        try {
            all.putAll(source.get());
        } catch (CommandException e) {
            cli.err()
                    .println("WARNING: no credentials" + (server.isEmpty() ? "" : " for " + server) + ": "
                            + e.getMessage());
        }
    }

    private static CredentialStore configured(Cli cli, String server) {
        FileStore file = new FileStore(cli);
        JsonObject config = cli.config();
        String one = config.object("credHelpers").text(server);
        String helper = one.isEmpty() ? config.text("credsStore") : one;
        return helper.isEmpty() ? file : new HelperStore(new HelperProgram(helper, cli.environment("PATH")), file);
    }

    /** Tells a user who logs in or out that it changes nothing for what the environment sets. */
    public static void warnOfEnvironment(Cli cli) {
        if (!cli.environment(EnvironmentStore.VARIABLE).isEmpty()) {
            cli.err().println("""
                    WARNING: %1$s is set and takes precedence.
                    Unset %1$s to restore the CLI auth behaviour.
                    """.formatted(EnvironmentStore.VARIABLE));
        }
    }
}
