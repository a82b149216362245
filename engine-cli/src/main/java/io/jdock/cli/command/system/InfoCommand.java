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
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.util.List;
import java.util.Map;

/** {@code jdock info}. */
public final class InfoCommand implements Command {

    private final FlagSet flags =
            new FlagSet("[OPTIONS]", "Display system-wide information", Arity.NONE).aliases("system info", "info");
    private final TextFlag format = FormatFlag.ofDocument(flags);

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        if (!format.value().isEmpty()) {
            Document.print(cli, format.value(), withClient(cli, cli.client().getObject("/info")));
            return 0;
        }
        cli.out().print(InfoText.client(cli.isDebug()));
        try {
            cli.out().print(new InfoText(cli.client().getObject("/info")).render());
            return 0;
        } catch (DaemonException | EngineUnreachableException e) {
            cli.out().println("\nServer:");
            cli.out().flush();
            throw e;
        }
    }

    private static JsonObject withClient(Cli cli, JsonObject info) {
        JsonObjectBuilder all = JsonObject.builder();
        for (Map.Entry<String, JsonValue> member : info.members().entrySet()) {
            all.put(member.getKey(), member.getValue());
        }
        return all.put(
                        "ClientInfo",
                        JsonObject.builder()
                                .put("Debug", cli.isDebug())
                                .put("Version", ProductVersion.NUMBER)
                                .put("DefaultAPIVersion", ApiVersion.OURS.toString())
                                .put("Os", "linux")
                                .put("Arch", Platform.architecture())
                                .put("Context", "default")
                                .build())
                .build();
    }
}
