package io.jdock.cli.command.container;

import io.jdock.cli.client.ApiVersion;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Streams;
import io.jdock.cli.command.TimeArgument;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import java.io.IOException;
import java.util.List;

/** {@code jdock logs}. */
public final class LogsCommand implements Command {

    private static final String TIME_HELP =
            " timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)";

    /** Since this version the reply itself says whether it is in frames. */
    private static final ApiVersion TYPED = new ApiVersion(1, 42);

    private final FlagSet flags = new FlagSet("[OPTIONS] CONTAINER", "Fetch the logs of a container", Arity.exactly(1))
            .aliases("container logs", "logs");
    private final BoolFlag details = flags.bool("details", '\0', "Show extra details provided to logs");
    private final BoolFlag follow = flags.bool("follow", 'f', "Follow log output");
    private final TextFlag since = flags.text("since", '\0', "Show logs since" + TIME_HELP);
    private final TextFlag tail = flags.text("tail", 'n', "all", "Number of lines to show from the end of the logs");
    private final BoolFlag timestamps = flags.bool("timestamps", 't', "Show timestamps");
    private final TextFlag until = flags.text("until", '\0', "Show logs before a" + TIME_HELP);

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String name = words.get(0);
        Query query = new Query()
                .addIfTrue("details", details.value())
                .addIfTrue("follow", follow.value())
                .addUnlessEmpty("since", TimeArgument.toEpoch(since.value()))
                .add("stderr", true)
                .add("stdout", true)
                .add("tail", tail.value())
                .addIfTrue("timestamps", timestamps.value())
                .addUnlessEmpty("until", TimeArgument.toEpoch(until.value()));
        try (HttpResponse response = cli.client().open(HttpRequest.of("GET", ContainerPath.of(name, "logs") + query))) {
            Streams.copy(cli, response.body(), isMultiplexed(cli, name, response));
            return 0;
        } catch (IOException e) {
            throw new CommandException("logs of " + name + ": " + e.getMessage());
        }
    }

    private static boolean isMultiplexed(Cli cli, String name, HttpResponse response) {
        if (cli.client().version().compareTo(TYPED) >= 0) {
            return response.headers().get("Content-Type").contains("multiplexed");
        }
        return !cli.client()
                .getObject(ContainerPath.of(name, "json"))
                .object("Config")
                .bool("Tty");
    }
}
