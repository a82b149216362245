package io.jdock.cli.command.manifest;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.credentials.AuthHeader;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.http.HttpRequest;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What registries have, by way of the engine. */
final class RemoteManifests {

    private static final String NO_ROUTE = "page not found";

    private final Cli cli;
    private final boolean insecure;

    /** @param insecure whether the registry need not have TLS, or a certificate that somebody vouches for */
    RemoteManifests(Cli cli, boolean insecure) {
        this.cli = cli;
        this.insecure = insecure;
    }

    /**
     * A manifest or a list.
     *
     * @throws CommandException when there is none
     */
    ListedManifest get(ImageReference reference) {
        try {
            JsonObject found = ask(HttpRequest.of("GET", path(reference)), reference);
            JsonArray platforms = found.array("Platforms");
            byte[] raw = Base64.getDecoder().decode(found.text("Document"));
            JsonObject descriptor = found.object("Descriptor");
            boolean list = ManifestList.isList(descriptor.text("mediaType"));
            JsonObject platform = list || platforms.objects().isEmpty()
                    ? JsonObject.EMPTY
                    : platforms.objects().getFirst();
            return new ListedManifest(reference.canonical(), ListedManifest.descriptor(descriptor, platform), raw);
        } catch (DaemonException e) {
            if (e.isNotFound() && !e.text().equals(NO_ROUTE)) {
                throw new CommandException("no such manifest: " + reference.canonical());
            }
            throw e;
        }
    }

    /** Gives a tag a list; returns the list's digest. */
    String put(ImageReference list, String document, List<String> sources) {
        JsonObject body = JsonObject.builder()
                .put("Document", Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8)))
                .put("Sources", sources)
                .build();
        return ask(HttpRequest.of("PUT", path(list)).withJson(body.toJson()), list)
                .text("Digest");
    }

    private String path(ImageReference reference) {
        return "/distribution/" + Query.encode(reference.tagged()) + "/manifest"
                + new Query().addIfTrue("insecure", insecure);
    }

    private JsonObject ask(HttpRequest request, ImageReference reference) {
        request.headers().add(AuthHeader.NAME, AuthHeader.of(cli, reference.registry()));
        try {
            // Reading it to its end lets the connection serve the next question.
            return JsonReader.read(cli.client().open(request).text()) instanceof JsonObject answer
                    ? answer
                    : JsonObject.EMPTY;
        } catch (IOException e) {
            throw new CommandException("manifest: " + e.getMessage());
        }
    }
}
