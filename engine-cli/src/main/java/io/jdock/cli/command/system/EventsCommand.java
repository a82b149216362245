package io.jdock.cli.command.system;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Document;
import io.jdock.cli.command.Filters;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.TimeArgument;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.format.Moments;
import io.jdock.cli.format.Texts;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.cli.template.Template;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jdock events}. Runs until {@code --until}, or until it is interrupted. */
public final class EventsCommand implements Command {

    private final FlagSet flags = new FlagSet("[OPTIONS]", "Get real time events from the server", Arity.NONE)
            .aliases("system events", "events");
    private final ListFlag filters = flags.filter();
    private final TextFlag format = FormatFlag.ofStream(flags);
    private final TextFlag since = flags.text("since", '\0', "Show all events created since timestamp");
    private final TextFlag until = flags.text("until", '\0', "Stream events until this timestamp");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Template template = format.value().isEmpty() ? null : Document.parse(format.value());
        Query query = new Query()
                .addUnlessEmpty("filters", Filters.toParameter(filters.values()))
                .addUnlessEmpty("since", TimeArgument.toEpoch(since.value()))
                .addUnlessEmpty("until", TimeArgument.toEpoch(until.value()));
        try (HttpResponse response = cli.client().open(HttpRequest.of("GET", "/events" + query));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (!line.isBlank()) {
                    cli.out().println(shown(line, template));
                    cli.out().flush();
                }
                line = lines.readLine();
            }
            return 0;
        } catch (IOException | JsonSyntaxException e) {
            throw new CommandException("events: " + e.getMessage());
        }
    }

    private static String shown(String line, @Nullable Template template) {
        JsonObject event = JsonReader.read(line) instanceof JsonObject object ? object : JsonObject.EMPTY;
        return template == null ? plain(event) : Document.render(template, event);
    }

    private static String plain(JsonObject event) {
        JsonObject actor = event.object("Actor");
        JsonObject attributes = actor.object("Attributes");
        List<String> details = new ArrayList<>();
        for (String name : attributes.sortedNames()) {
            details.add(name + "=" + attributes.text(name));
        }
        String action = event.text("Action").isEmpty() ? event.text("status") : event.text("Action");
        return Moments.nanos(event.number("timeNano")) + " " + event.text("Type") + " " + action + " "
                + actor.text("ID") + (details.isEmpty() ? "" : " (" + Texts.join(details, ", ") + ")");
    }
}
