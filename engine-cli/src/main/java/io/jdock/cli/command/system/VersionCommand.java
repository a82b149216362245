package io.jdock.cli.command.system;

import io.jdock.cli.client.ApiVersion;
import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.EngineUnreachableException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.Document;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.Platform;
import io.jdock.cli.command.ProductVersion;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonObject;
import java.util.List;

/** {@code jdock version}. Tells about this program even when the engine cannot be reached. */
public final class VersionCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Show the jdock version information", Arity.NONE);
    private final TextFlag format = FormatFlag.ofDocument(flags);

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        RuntimeException failure = null;
        JsonObject server = JsonObject.EMPTY;
        try {
            server = cli.client().getObject("/version");
        } catch (DaemonException | EngineUnreachableException e) {
            failure = e;
        }
        ApiVersion spoken = cli.client().version();
        if (format.value().isEmpty()) {
            cli.out().print(new VersionText(spoken, server).render());
        } else {
            Document.print(
                    cli,
                    format.value(),
                    JsonObject.builder()
                            .put("Client", client(spoken))
                            .put("Server", server.isEmpty() ? JsonNull.NULL : server)
                            .build());
        }
        if (failure != null) {
            cli.out().flush();
            throw failure;
        }
        return 0;
    }

    private static JsonObject client(ApiVersion spoken) {
        return JsonObject.builder()
                .put("Version", ProductVersion.NUMBER)
                .put("ApiVersion", spoken.toString())
                .put("DefaultAPIVersion", ApiVersion.OURS.toString())
                .put("JavaVersion", System.getProperty("java.version", ""))
                .put("Os", "linux")
                .put("Arch", Platform.architecture())
                .put("Context", "default")
                .build();
    }
}
