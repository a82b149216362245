package io.jdock.cli.command.registry;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.credentials.CredentialStores;
import io.jdock.cli.command.credentials.RegistryServer;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code jdock logout}. */
public final class LogoutCommand implements Command {

    private final FlagSet flags = new FlagSet(
            "[SERVER]",
            "Log out from a registry.\nIf no server is specified, the default is defined by the daemon.",
            Arity.atMost(1));

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        CredentialStores.warnOfEnvironment(cli);
        Set<String> servers = servers(words);
        String shown = words.isEmpty() ? RegistryServer.HUB : RegistryServer.host(words.get(0));
        cli.out().println("Removing login credentials for " + shown);
        cli.out().flush();
        List<String> problems = new ArrayList<>();
        for (String server : servers) {
            try {
                CredentialStores.of(cli, server).erase(server);
            } catch (CommandException e) {
                problems.add(server + ": " + e.getMessage());
            }
        }
        // Most spellings were never used, so that one success is enough.
        if (problems.size() == servers.size()) {
            cli.err().println("WARNING: could not erase credentials:\n" + String.join("\n", problems));
        }
        return 0;
    }

    /** The spellings under which older clients have kept credentials. */
    private static Set<String> servers(List<String> words) {
        if (words.isEmpty()) {
            return Set.of(RegistryServer.HUB);
        }
        String host = RegistryServer.host(words.get(0));
        return new LinkedHashSet<>(List.of(words.get(0), host, "http://" + host, "https://" + host));
    }
}
