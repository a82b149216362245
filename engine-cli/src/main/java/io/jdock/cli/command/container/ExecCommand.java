package io.jdock.cli.command.container;

import io.jdock.cli.client.Hijacked;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.container.options.KeyValues;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.terminal.DetachKeys;
import io.jdock.cli.terminal.TerminalMode;
import io.jdock.cli.terminal.Tty;
import io.jdock.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** {@code jdock exec}. */
public final class ExecCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "[OPTIONS] CONTAINER COMMAND [ARG...]",
                    "Execute a command in a running container",
                    Arity.atLeast(2))
            .aliases("container exec", "exec")
            .stopAtFirstWord();
    private final BoolFlag detach = flags.bool("detach", 'd', "Detached mode: run command in the background");
    private final TextFlag detachKeys =
            flags.text("detach-keys", '\0', "Override the key sequence for detaching a container");
    private final ListFlag env = flags.list("env", 'e', "list", KeyValues.VARIABLE, "Set environment variables");
    private final ListFlag envFile = flags.list("env-file", '\0', "Read in a file of environment variables");
    private final BoolFlag interactive = flags.bool("interactive", 'i', "Keep STDIN open even if not attached");
    private final BoolFlag privileged = flags.bool("privileged", '\0', "Give extended privileges to the command");
    private final BoolFlag tty = flags.bool("tty", 't', "Allocate a pseudo-TTY");
    private final TextFlag user = flags.text("user", 'u', "Username or UID (format: \"<name|uid>[:<group|gid>]\")");
    private final TextFlag workdir = flags.text("workdir", 'w', "Working directory inside the container");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String keys = detachKeys.given() ? detachKeys.value() : cli.config().text("detachKeys");
        DetachKeys parsedKeys = Foreground.detachKeys(keys);
        if (!detach.value() && interactive.value() && tty.value() && !Tty.isTerminal(0)) {
            throw new CommandException("the input device is not a TTY");
        }
        JsonObject created = cli.client().postJson(ContainerPath.of(words.get(0), "exec"), request(cli, words, keys));
        String path = "/exec/" + Query.encode(created.text("Id"));
        if (detach.value()) {
            cli.client().postJson(path + "/start", start(true));
            return 0;
        }
        return attached(cli, path, parsedKeys);
    }

    private JsonObject request(Cli cli, List<String> words, String keys) {
        return JsonObject.builder()
                .putUnlessEmpty("User", user.value())
                .putIfTrue("Privileged", privileged.value())
                .putIfTrue("Tty", tty.value())
                .putIfTrue("AttachStdin", interactive.value() && !detach.value())
                .putIfTrue("AttachStdout", !detach.value())
                .putIfTrue("AttachStderr", !detach.value())
                .putUnlessEmpty("DetachKeys", keys)
                .putUnlessEmpty("Env", KeyValues.environment(cli, envFile.values(), env.values()))
                .putUnlessEmpty("WorkingDir", workdir.value())
                .put("Cmd", words.subList(1, words.size()))
                .build();
    }

    private JsonObject start(boolean detached) {
        return JsonObject.builder()
                .put("Detach", detached)
                .put("Tty", tty.value())
                .build();
    }

    private int attached(Cli cli, String path, DetachKeys keys) {
        HttpRequest request =
                HttpRequest.of("POST", path + "/start").withJson(start(false).toJson());
        try (Hijacked stream = cli.client().hijack(request, tty.value());
                TerminalMode _ = TerminalMode.raw(interactive.value() && tty.value())) {
            if (tty.value() && Tty.isTerminal(1)) {
                TerminalSize.follow(cli, path + "/resize");
            }
            if (new Attachment(cli, stream, tty.value(), keys).run(interactive.value(), true)) {
                return Foreground.detachedEarly();
            }
        } catch (IOException e) {
            throw new CommandException("close the attached stream: " + e.getMessage());
        }
        return (int) cli.client().getObject(path + "/json").number("ExitCode");
    }
}
