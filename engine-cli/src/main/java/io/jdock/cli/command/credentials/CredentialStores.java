package io.jdock.cli.command.credentials;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;

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
