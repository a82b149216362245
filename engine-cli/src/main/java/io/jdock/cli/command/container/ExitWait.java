package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.http.HttpResponse;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.IOException;

/**
 * A wait for a container's exit that has begun at the engine. It answers the head of the request as soon as it is watching,
 * so a container that is started afterwards cannot exit unseen.
 */
final class ExitWait {

    private final HttpResponse response;

    private ExitWait(HttpResponse response) {
        this.response = response;
    }

    /**
     * Begins to wait.
     *
     * @param condition {@code not-running}, {@code next-exit} or {@code removed}
     */
    static ExitWait begin(Cli cli, String container, String condition) {
        String path = ContainerPath.of(container, "wait") + new Query().add("condition", condition);
        return new ExitWait(cli.client().open(HttpRequest.of("POST", path)));
    }

    /** The exit status, once it is known. */
    int await() {
        try {
            JsonObject result =
                    JsonReader.read(response.text()) instanceof JsonObject object ? object : JsonObject.EMPTY;
            String error = result.object("Error").text("Message");
            if (!error.isEmpty()) {
                throw new CommandException(error, 125);
            }
            return (int) result.number("StatusCode");
        } catch (IOException | JsonSyntaxException e) {
            throw new CommandException("Error waiting for container: " + e.getMessage(), 125);
        }
    }
}
