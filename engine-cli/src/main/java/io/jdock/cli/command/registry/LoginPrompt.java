package io.jdock.cli.command.registry;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.credentials.Login;
import io.jdock.cli.command.credentials.RegistryServer;
import io.jdock.cli.terminal.TerminalMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks the user at the terminal for what the command line lacks. */
final class LoginPrompt {

    private final Cli cli;

    LoginPrompt(Cli cli) {
        this.cli = cli;
    }

    /**
     * Completes a name and a password.
     *
     * @param lastName offered when the user gives no name
     */
    Login complete(String name, String password, String lastName, String server) {
        String user = name.strip();
        if (user.isEmpty()) {
            user = askName(lastName.strip(), server);
        }
        return Login.of(user, password.isBlank() ? askPassword() : password.strip());
    }

    private String askName(String lastName, String server) {
        if (server.equals(RegistryServer.HUB)) {
            cli.out().println("Log in with your Docker ID or email address to push and pull images from Docker Hub.");
        }
        String answer = ask(lastName.isEmpty() ? "Username: " : "Username (" + lastName + "): ");
        if (answer.isEmpty() && lastName.isEmpty()) {
            throw new CommandException("username is required");
        }
        return answer.isEmpty() ? lastName : answer;
    }

    private String askPassword() {
        String answer;
        try (TerminalMode _ = TerminalMode.hidden()) {
            answer = ask("Password: ");
        }
        cli.out().println("");
        if (answer.isEmpty()) {
            throw new CommandException("password is required");
        }
        return answer;
    }

    private String ask(String question) {
        cli.out().print(question);
        cli.out().flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            // Byte by byte: what follows the line end is the answer to the next question.
            for (int b = cli.in().read(); b >= 0 && b != '\n'; b = cli.in().read()) {
                line.write(b);
            }
        } catch (IOException e) {
            throw new CommandException("read the answer: " + e.getMessage());
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
