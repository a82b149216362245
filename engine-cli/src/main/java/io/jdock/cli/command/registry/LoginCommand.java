package io.jdock.cli.command.registry;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.credentials.AuthHeader;
import io.jdock.cli.command.credentials.CredentialStores;
import io.jdock.cli.command.credentials.Login;
import io.jdock.cli.command.credentials.RegistryServer;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.terminal.Tty;
import io.jdock.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code jdock login}: asks the engine to ask the registry, and keeps what was right. */
public final class LoginCommand implements Command {

    private static final int UNAUTHORIZED = 401;
    private static final int STDIN = 0;

    private final FlagSet flags = new FlagSet(
            "[OPTIONS] [SERVER]",
            "Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.",
            Arity.atMost(1));
    private final TextFlag password = flags.text("password", 'p', "Password or Personal Access Token (PAT)");
    private final BoolFlag passwordStdin =
            flags.bool("password-stdin", '\0', "Take the Password or Personal Access Token (PAT) from stdin");
    private final TextFlag username = flags.text("username", 'u', "Username");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String secret = givenPassword(cli);
        CredentialStores.warnOfEnvironment(cli);
        String server = server(words);
        Login kept = username.value().isEmpty() && secret.isEmpty() ? kept(cli, server) : Login.NONE;
        if (!kept.username().isEmpty() && !kept.password().isEmpty() && logInAgain(cli, server, kept)) {
            return 0;
        }
        if ((username.value().isEmpty() || secret.isEmpty()) && !Tty.isTerminal(STDIN)) {
            throw new CommandException("Error: Cannot perform an interactive login from a non TTY device");
        }
        Login login = new LoginPrompt(cli).complete(username.value(), secret, kept.username(), server);
        logIn(cli, server, login);
        return 0;
    }

    private static String server(List<String> words) {
        boolean hub = words.isEmpty() || words.get(0).isEmpty() || words.get(0).equals("docker.io");
        return hub || words.get(0).equals(RegistryServer.HUB) ? RegistryServer.HUB : RegistryServer.host(words.get(0));
    }

    private String givenPassword(Cli cli) {
        if (!password.value().isEmpty()) {
            if (passwordStdin.value()) {
                throw new CommandException("conflicting options: cannot specify both --password and --password-stdin");
            }
            cli.err().println("WARNING! Using --password via the CLI is insecure. Use --password-stdin.");
            return password.value();
        }
        if (!passwordStdin.value()) {
            return "";
        }
        if (username.value().isEmpty()) {
            throw new CommandException("the --password-stdin option requires --username to be set");
        }
        try {
            String text = new String(cli.in().readAllBytes(), StandardCharsets.UTF_8);
            String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        } catch (IOException e) {
            throw new CommandException("read the password: " + e.getMessage());
        }
    }

    /** A store that cannot be read is as good as an empty one: the user is going to log in. */
    private static Login kept(Cli cli, String server) {
        try {
            return CredentialStores.of(cli, server).get(server);
        } catch (CommandException e) {
            cli.err().println(String.valueOf(e.getMessage()));
            return Login.NONE;
        }
    }

    private static boolean logInAgain(Cli cli, String server, Login kept) {
        cli.err()
                .println(
                        "Authenticating with existing credentials... [Username: " + kept.username() + "]\n\n"
                                + " Info -> To login with a different account, run 'docker logout' followed by 'docker login'\n\n");
        cli.err().flush();
        try {
            logIn(cli, server, kept);
            return true;
        } catch (DaemonException e) {
            cli.err()
                    .println(
                            e.status() == UNAUTHORIZED
                                    ? "Stored credentials invalid or expired"
                                    : "Login did not succeed, error: " + e.getMessage());
            return false;
        }
    }

    private static void logIn(Cli cli, String server, Login login) {
        JsonObject answer = cli.client().postJson("/auth", AuthHeader.json(server, login));
        String token = answer.text("IdentityToken");
        try {
            CredentialStores.of(cli, server).put(server, token.isEmpty() ? login : login.withToken(token));
        } catch (CommandException e) {
            throw new CommandException("Error saving credentials: " + e.getMessage());
        }
        if (!answer.text("Status").isEmpty()) {
            cli.out().println(answer.text("Status"));
        }
    }
}
